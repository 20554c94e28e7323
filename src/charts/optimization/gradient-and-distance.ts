import { requireList } from "../../errors";
import type { AxisProfile } from "../../theory/optimization/axis-profile";
import { counted } from "../../shown";
import { type Figure, type Json, colorway, figure, logAxis, pretty, titled } from "../style/figure";
import { dots, line } from "../parts/marks";
import { sampled } from "../parts/sampled";

const PANELS = [
  { measured: "distance", predicted: "predictedDistance", axis: "y" },
  { measured: "gradient", predicted: "predictedGradient", axis: "y2" },
] as const;

/** Stands for 0 on a log axis: a line that arrives there leaves through the lower edge. */
const BELOW = Number.MIN_VALUE;

/**
 * Above the distance to the minimum, below the gradient, per axis and step, as lines by the closed form and as
 * circles as measured. Both have the same shape, and their ratio is the curvature.
 */
export function gradientAndDistance(axes: AxisProfile[]): Figure {
  requireList(
    "charts.gradientAndDistance axes",
    axes,
    {
      curvature: "number",
      distance: "list",
      gradient: "list",
      predictedDistance: "list",
      predictedGradient: "list",
      left: "number",
      disagreement: "number",
    },
    "theory.axisProfiles(…)",
    1,
  );
  const steps = axes[0].distance.length - 1;
  const data = PANELS.flatMap((panel) => axes.flatMap((axis, i) => tracesOf(panel, axis, i)));
  const ends = axes.map(
    ({ distance, gradient }, i) =>
      `along axis ${i + 1} the distance goes from ${pretty(distance[0])} to ${pretty(distance.at(-1)!)} ` +
      `and the gradient from ${pretty(gradient[0])} to ${pretty(gradient.at(-1)!)}`,
  );
  const [above, below] = PANELS.map((panel) => rangeOf(axes, panel.measured));
  // A decade is as high in both panels, so that equal shapes look equal.
  const cut = 0.04 + 0.92 * (spanOf(below) / (spanOf(above) + spanOf(below)));
  const description = `Gradient descent over ${counted(steps, "step")}: ${ends.join("; ")}. ${comparison(axes)}`;
  return figure({ title: message(axes, steps), description }, data, {
    height: 600,
    xaxis: titled("step k", { anchor: "y2" }),
    yaxis: logAxis("distance", { domain: [cut + 0.04, 1], dtick: 1, range: above }),
    yaxis2: logAxis("gradient |gᵢ|", { domain: [0, cut - 0.04], range: below }),
    legend: { y: -0.14 },
  });
}

function tracesOf(panel: (typeof PANELS)[number], axis: AxisProfile, i: number): Json[] {
  const common = { yaxis: panel.axis, showlegend: panel.axis === "y" };
  const places = sampled(axis.distance.length, 40, 5);
  const fine = sampled(axis.distance.length, 200, 60);
  return [
    line(`axis ${i + 1}: λ = ${pretty(axis.curvature)}, closed form`, fine, fine.map((k) => axis[panel.predicted][k] || BELOW), { ...common, color: colorway[i], width: 1.5, hoverinfo: "skip" }), // prettier-ignore
    dots(`axis ${i + 1}: measured`, places, places.map((k) => axis[panel.measured][k] || null), { ...common, color: colorway[i], symbol: "circle-open", size: 7, hovertemplate: "step %{x}: %{y:.4g}" }), // prettier-ignore
  ];
}

/** Two decades below where the slowest axis ends, so that its own decline can be seen. */
function rangeOf(axes: AxisProfile[], quantity: "distance" | "gradient"): [number, number] {
  const all = axes.flatMap((axis) => axis[quantity]).filter((value) => value > 0);
  if (all.length === 0) return [-1, 1];
  const slowest = axes.reduce((a, b) => (a.curvature <= b.curvature ? a : b))[quantity];
  const top = Math.max(...all);
  const bottom = Math.max(Math.min(slowest.at(-1) || top, slowest[0] || top), top * 1e-12);
  return [Math.log10(bottom) - 1.5, Math.log10(top) + 0.4];
}

const spanOf = ([low, high]: [number, number]): number => high - low;

function message(axes: AxisProfile[], steps: number): string {
  const gradients = axes.map(({ gradient }, i) => `|g${"₁₂"[i]}| = ${pretty(gradient[0])}`);
  const left = axes.map(({ left: share }) => {
    if (!Number.isFinite(share)) return Number.isNaN(share) ? "none" : "some";
    return share > 1.005 ? "over 100 %" : `${pretty(100 * share)} %`;
  });
  return `At the start ${gradients.join(" and ")}.<br>After ${counted(steps, "step")}: ${left.join(" and ")} left`;
}

function comparison(axes: AxisProfile[]): string {
  const most = Math.max(...axes.map(({ disagreement }) => disagreement));
  return most < 1e-3
    ? "Closed form and measurement coincide."
    : `Closed form and measurement differ by up to ${pretty(100 * most, 2)} %.`;
}
