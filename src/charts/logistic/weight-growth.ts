import { requireList } from "../../errors";
import { counted } from "../../shown";
import type { WeightGrowth } from "../../theory/logistic/weight-growth";
import { line, reference } from "../parts/marks";
import { type Figure, type Json, colorway, figure, logAxis, pretty, titled } from "../style/figure";

/** ‖w‖ of gradient ascents over their steps (log axis): level where a maximum exists, rising for ever where none does. */
export function weightGrowth(climbs: readonly WeightGrowth[]): Figure {
  requireList("charts.weightGrowth climbs", climbs, { name: "string", norms: "list" }, "theory.weightGrowth(data)", 1); // prettier-ignore
  const data = climbs.flatMap((climb, i) => [
    measured(climb, colorway[i % colorway.length]),
    ...expected(climb),
  ]);
  return figure(words(climbs), data, {
    height: 480,
    xaxis: logAxis("steps of gradient ascent", { dtick: 1 }),
    yaxis: titled("‖w‖, the norm of the weights", { rangemode: "tozero" }),
    legend: { y: -0.2 },
    margin: { b: 150 },
  });
}

/** About 40 steps per decade, the last included. */
function sampled(steps: number): number[] {
  const count = Math.ceil(40 * Math.log10(steps + 1));
  const spread = Array.from({ length: count + 1 }, (_, i) => Math.round(steps ** (i / count)));
  return [...new Set([...spread, steps])];
}

function measured({ name, norms }: WeightGrowth, color: string): Json {
  const x = sampled(norms.length - 1);
  return line(name, x, x.map((step) => norms[step]), { color, hovertemplate: "step %{x}: ‖w‖ = %{y:.3f}<extra></extra>" }); // prettier-ignore
}

/** What theory says of the end of the climb: its level, or its slope through the last point. */
function expected({ name, limit, end }: WeightGrowth): Json[] {
  if (!end) return [];
  return limit === undefined
    ? [reference("theory's final slope ‖ŵ‖ per e-fold", end.steps, end.norms, { dash: "dot" })]
    : [reference(`maximum, ${name}`, end.steps, end.norms)];
}

function words(climbs: readonly WeightGrowth[]): { title: string; description: string } {
  const ends = climbs.map(({ name, norms, limit }) => {
    const reached = `${name}: ${pretty(norms.at(-1)!)} after ${counted(norms.length - 1, "step")}`;
    return limit === undefined
      ? `${reached} and rising, without a limit`
      : `${reached} (maximum likelihood ${pretty(limit)})`;
  });
  const endless = climbs.filter(({ limit }) => limit === undefined).map(({ name }) => name);
  const title =
    endless.length > 0
      ? `Separable data: weights never settle<br>(${endless.join(", ")})`
      : "The weights settle: every one of these<br>data sets has a maximum";
  return { title, description: `Norm of the weights during gradient ascent. ${ends.join("; ")}.` };
}
