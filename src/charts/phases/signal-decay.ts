import type { Distances, SignalDecay } from "../../theory/finite-width/signal-decay";
import { legendAtBottom, onePerGroup } from "../parts/legend";
import { logScale, type LogScale } from "../parts/log-scale";
import { dots, line, reference } from "../parts/marks";
import { type Named, type OneOrSeveral, resultsOf } from "../parts/results";
import { colorway, type Figure, figure, type Json, pretty, titled, wholeTicks, wrapped } from "../style/figure"; // prettier-ignore

const NAME = "charts.signalDecay";

/** The quantities, above each other. */
const PANELS = [
  { field: "correlation", symbol: "c", label: "|c − c*|", axis: "y", domain: [0.54, 1] },
  { field: "variance", symbol: "q", label: "|q − q*|", axis: "y2", domain: [0, 0.46] },
] as const;

/** A mean that is nearer than so many standard errors to where it settles is noise, and is not drawn. */
const ERRORS = 3;
/** Below it, a distance is rounding. */
const LEAST = 1e-12;

/**
 * The distance of c and of q from where they settle over the layers: theory as lines, means over nets as points with three standard
 * errors, where they are larger than these, and e^(−l/ξ) dashed.
 * @param decays what `theory.signalDecay` gives; several by their names: `{ "σ_w = 1": d1 }`
 */
export function signalDecay(decays: OneOrSeveral<SignalDecay>): Figure {
  const fields = { layers: "list", variance: "object", correlation: "object" } as const;
  const found = resultsOf(`${NAME} decay`, decays, "layers", { fields, from: "theory.signalDecay(…)" });
  const layers = Math.max(...found.map(({ result }) => result.layers.length));
  const scales = PANELS.map(({ field }) => logScale({ values: found.flatMap(({ result }) => result[field].theory.filter((value) => value > LEAST)) })); // prettier-ignore
  const data = PANELS.flatMap(
    ({ field, axis }, p) =>
    found.flatMap(({ name, result }, i) => tracesOf(result[field], name || "theory", { color: colorway[i % colorway.length], axis, scale: scales[p] })), // prettier-ignore
  );
  return figure({ title: message(found), description: describe(found) }, onePerGroup(data), {
    height: 640,
    xaxis: titled("hidden layer", { ...wholeTicks(layers), anchor: "y2" }),
    yaxis: scales[0].axis(PANELS[0].label, { domain: PANELS[0].domain }),
    yaxis2: scales[1].axis(PANELS[1].label, { domain: PANELS[1].domain, anchor: "x" }),
    legend: legendAtBottom,
    margin: { b: 110 },
  });
}

function tracesOf(
  { theory, asymptote, measured, error }: Distances,
  name: string,
  { color, axis, scale }: { color: string; axis: string; scale: LogScale },
): Json[] {
  const x = theory.map((_, i) => i + 1);
  const above = (values: readonly number[]): (number | null)[] =>
    scale.places({ values: values.map((value) => (value > LEAST && value < 1e12 ? value : Number.NaN)) });
  const seen = x.filter((_, i) => measured[i] > ERRORS * error[i] && measured[i] > LEAST && measured[i] < 1e12); // prettier-ignore
  const points = seen.map((layer) => measured[layer - 1]);
  return [
    line(name, x, above(theory), { color, legendgroup: name, yaxis: axis }),
    reference(`${name}, e^(−l/ξ)`, x, above(asymptote), { color, width: 1, dash: "dot", yaxis: axis, showlegend: false }), // prettier-ignore
    dots(`${name}, measured`, seen, points, {
      color,
      size: 6,
      yaxis: axis,
      showlegend: false,
      error_y: { type: "data", array: seen.map((layer) => ERRORS * error[layer - 1]), color, thickness: 1, width: 0 }, // prettier-ignore
      hovertemplate: `${name}, layer %{x}: %{y:.3g}<extra></extra>`,
    }),
  ];
}

const scaleOf = (scale: number): string => (Number.isFinite(scale) ? pretty(scale) : "∞");

function message(found: readonly Named<SignalDecay>[]): string {
  const said = found.map(({ name, result }) => `${name && `${name}: `}${scaleOf(result.correlation.scale)} (c), ${scaleOf(result.variance.scale)} (q)`); // prettier-ignore
  return `Layers to forget by a factor e:<br>${wrapped(said, ";")}`;
}

function describe(found: readonly Named<SignalDecay>[]): string {
  const said = found.map(({ name, result: { correlation, variance } }) => `${name && `${name}: `}c settles at ${pretty(correlation.settles)} with a depth scale of ${scaleOf(correlation.scale)} layers, q at ${variance.settles === Infinity ? "∞" : pretty(variance.settles)} with ${scaleOf(variance.scale)}`); // prettier-ignore
  return `Distance of correlation and variance from where they settle over ${found[0].result.layers.length} layers. ${said.join("; ")}.`;
}
