import { norm } from "../../numerics/norm";
import { requireKnownKeys, requireList, requireNumberList } from "../../errors";
import type { LogisticAscent } from "../../theory/logistic/logistic-ascent";
import { line, reference } from "../parts/marks";
import { type Figure, type Json, colorway, figure, logAxis, pretty, titled } from "../style/figure";

/** One climb of the chart. */
export interface WeightGrowthSeries {
  /** What the data are, for the legend. */
  name: string;
  /** Gradient ascent on these data, as `theory.logisticAscent` gives it. */
  ascent: LogisticAscent;
  /** The maximum margin's weights, where the classes are separable: they give the final slope of ‖w‖ over ln t. */
  margin?: ArrayLike<number>;
  /** The maximum-likelihood weights, where they exist: the norm that the climb tends to. */
  limit?: ArrayLike<number>;
}

/** ‖w‖ of gradient ascents over their steps (log axis): level where a maximum exists, rising for ever where none does. */
export function weightGrowth(series: readonly WeightGrowthSeries[]): Figure {
  requireList(
    "charts.weightGrowth series",
    series,
    { name: "string", ascent: "object" },
    "theory.logisticAscent(data), with a name,",
    1,
  );
  for (const each of series) {
    requireKnownKeys("charts.weightGrowth series", each, ["name", "ascent", "margin", "limit"]);
    for (const weights of [each.margin, each.limit])
      if (weights !== undefined)
        requireNumberList("charts.weightGrowth margin or limit", weights, { least: 1 });
  }
  const data = series.flatMap((one, i) => [climb(one, colorway[i]), ...expected(one)]);
  return figure(words(series), data, {
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

function climb({ name, ascent }: WeightGrowthSeries, color: string): Json {
  const x = sampled(ascent.weights.length - 1);
  const y = x.map((step) => norm(ascent.weights[step]));
  return line(name, x, y, { color, hovertemplate: "step %{x}: ‖w‖ = %{y:.3f}<extra></extra>" });
}

/** What theory says of the end of the climb: its level, or its slope drawn through the last point. */
function expected({ name, ascent, margin, limit }: WeightGrowthSeries): Json[] {
  const steps = ascent.weights.length - 1;
  if (limit) return [reference(`maximum, ${name}`, [1, steps], [norm(limit), norm(limit)])];
  if (!margin) return [];
  const end = norm(ascent.weights[steps]);
  const start = Math.max(1, steps / Math.exp(end / norm(margin)));
  const drop = norm(margin) * Math.log(steps / start);
  const slope = "theory's final slope ‖ŵ‖ per e-fold";
  return [reference(slope, [start, steps], [end - drop, end], { dash: "dot" })];
}

function words(series: readonly WeightGrowthSeries[]): { title: string; description: string } {
  const ends = series.map(({ name, ascent, limit }) => {
    const steps = ascent.weights.length - 1;
    const value = pretty(norm(ascent.weights[steps]));
    return limit
      ? `${name}: ${value} after ${steps} steps (maximum likelihood ${pretty(norm(limit))})`
      : `${name}: ${value} after ${steps} steps and rising, without a limit`;
  });
  const endless = series.filter(({ limit }) => !limit).map(({ name }) => name);
  const title =
    endless.length > 0
      ? `Separable data: weights never settle<br>(${endless.join(", ")})`
      : "The weights settle: every one of these<br>data sets has a maximum";
  return { title, description: `Norm of the weights during gradient ascent. ${ends.join("; ")}.` };
}
