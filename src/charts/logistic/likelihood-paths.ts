import { requireFields } from "../../errors";
import type { LikelihoodPaths } from "../../theory/logistic/likelihood-paths";
import { line } from "../parts/marks";
import { type Figure, type Json, figure, palette, pretty, sequential, titled } from "../style/figure";

/** How far below the maximum the contours go, in nats. */
const DEPTH = 12;

/** Contours of a log-likelihood over (w₀, w₁), with the paths of Newton's method and of gradient ascent on it. */
export function likelihoodPaths(paths: LikelihoodPaths): Figure {
  requireFields(
    "charts.likelihoodPaths paths",
    paths,
    { surface: "object", newton: "object", ascent: "object", top: "number" },
    "theory.likelihoodPaths(data)",
  );
  const { surface, newton, ascent } = paths;
  const data = [
    contours(paths),
    path("gradient ascent", sparse(ascent.weights), palette.vermillion, "circle"),
    path("Newton", newton.path.map(({ weights }) => weights), palette.black, "diamond"), // prettier-ignore
  ];
  const layout = {
    height: 500,
    xaxis: titled("w₀, the log-odds at the origin", { range: ends(surface.intercepts) }),
    yaxis: titled("weight w₁", { range: ends(surface.slopes) }),
    legend: { y: -0.18 },
    margin: { b: 100 },
  };
  return figure(words(paths), data, layout);
}

const ends = (values: number[]): number[] => [values[0], values.at(-1)!];

function contours({ surface: { intercepts, slopes, logLikelihood }, top }: LikelihoodPaths): Json {
  return {
    type: "contour",
    x: intercepts,
    y: slopes,
    // Cut off at the lowest contour: far from the maximum ℓ falls so fast that it would take all the colours.
    z: logLikelihood.map((row) => row.map((value) => Math.max(value, top - DEPTH - 1))),
    contours: { start: top - DEPTH, end: top - 0.25, size: (DEPTH - 0.25) / 12 },
    colorscale: sequential,
    line: { width: 0.5, color: "#fff" },
    colorbar: { title: { text: "ℓ (nats)" }, thickness: 12, tickformat: ".0f" },
    hovertemplate: "w₀ = %{x:.2f}, w₁ = %{y:.2f}: ℓ = %{z:.2f}<extra></extra>",
  };
}

function path(name: string, weights: readonly (readonly number[])[], color: string, symbol: string): Json {
  return line(name, weights.map(([w0]) => w0), weights.map(([, w1]) => w1), {
    color,
    mode: "lines+markers",
    marker: { color, symbol, size: 8, line: { color: "#fff", width: 1 } },
    hovertemplate: "w₀ = %{x:.3f}, w₁ = %{y:.3f}<extra></extra>",
  }); // prettier-ignore
}

/** The first steps one by one, later ones ever farther apart, and the last. */
function sparse(weights: readonly number[][]): number[][] {
  return weights.filter(
    (_, step) => step < 16 || Number.isInteger(Math.log2(step)) || step === weights.length - 1,
  );
}

function words(paths: LikelihoodPaths): { title: string; description: string } {
  const { newton, ascent, newtonSteps, ascentSteps } = paths;
  const steps = ascent.logLikelihood.length - 1;
  const slow = `gradient ascent at rate ${pretty(ascent.rate)}`;
  if (newtonSteps === undefined) {
    return {
      title: `There is no maximum to reach:<br>${steps} steps of ascent end at ℓ = ${pretty(ascent.logLikelihood[steps])}`,
      description: `Contours of the log-likelihood without a maximum; ${slow} is at ${pretty(ascent.logLikelihood[steps])} nats after ${steps} steps.`,
    };
  }
  const effort = ascentSteps ?? `more than ${steps}`;
  const best = newton.weights.map((w) => pretty(w)).join(", ");
  return {
    title: `Newton takes ${newtonSteps} steps to the maximum,<br>gradient ascent ${effort}`,
    description: `Contours of the log-likelihood with its maximum ${pretty(newton.logLikelihood)} nats at (w₀, w₁) = (${best}): Newton's method takes ${newtonSteps} steps to within 10⁻⁶ nats of it, ${slow} takes ${effort}.`,
  };
}
