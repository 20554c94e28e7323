import { requireList } from "../../errors";
import type { NielsenCurve, NielsenInterval } from "../../theory/chain/nielsen-interval";
import { line, reference } from "../parts/marks";
import { type Figure, figure, type Json, palette, pretty, titled } from "../style/figure";

/** |wσ′(wa + b)| over the input a, the part where it is at least 1 filled; a slider moves through the weights. */
export function nielsenInterval(intervals: readonly NielsenCurve[]): Figure {
  requireList(
    "charts.nielsenInterval intervals",
    intervals,
    { weight: "number", width: "number", inputs: "list", factors: "list" },
    "theory.nielsenCurve(weight)",
    1,
  );
  const widest = intervals.reduce(
    (most, interval, i) => (interval.width > intervals[most].width ? i : most),
    0,
  );
  const one = reference("factor 1", [0, 1], [1, 1], { dash: "dot" });
  const data = [one, ...intervals.flatMap((interval, i) => traces(interval, i === widest))];
  const steps = intervals.map((interval, i) => ({
    label: pretty(interval.weight),
    method: "update",
    args: [
      { visible: [true, ...intervals.flatMap((_, k) => [k === i, k === i])] },
      { "title.text": message(interval) },
    ],
  }));
  const { weight, width } = intervals[widest];
  const description =
    `|wσ′(wa + b)| over the input a for ${intervals.length} weights from ${pretty(intervals[0].weight)} to ` +
    `${pretty(intervals.at(-1)!.weight)}: the interval where it is at least 1 is widest, ${pretty(width)}, at w = ${pretty(weight)}.`;
  const tallest = Math.max(...intervals.flatMap(({ factors }) => factors));
  return figure({ title: message(intervals[widest]), description }, data, {
    height: 470,
    xaxis: titled("input a (0 to 1, a sigmoid’s output)", { range: [0, 1] }),
    yaxis: titled("factor |wσ′(wa + b)|", { range: [0, tallest * 1.08] }),
    sliders: [
      { active: widest, steps, currentvalue: { prefix: "w = " }, pad: { t: 62, b: 8 }, len: 1, x: 0 },
    ],
    margin: { b: 140 },
    showlegend: false,
  });
}

function traces({ inputs, factors, from, to }: NielsenCurve, visible: boolean): Json[] {
  const inside = inputs.map((a, i) => ({ a, factor: factors[i] })).filter(({ a }) => a >= from && a <= to);
  const fill = { color: palette.orange, width: 0, fill: "tozeroy", fillcolor: "rgba(230,159,0,0.45)", hoverinfo: "skip" }; // prettier-ignore
  const hovertemplate = "a = %{x:.3f}: ×%{y:.3f}<extra></extra>";
  return [
    line("at least 1", inside.map(({ a }) => a), inside.map(({ factor }) => factor), { visible, ...fill }), // prettier-ignore
    line("factor", inputs, factors, { color: palette.blue, visible, hovertemplate }),
  ];
}

function message({ weight, width }: NielsenInterval): string {
  const size = Math.abs(weight);
  if (size < 4)
    return `w = ${pretty(weight)}: the factor never reaches 1;<br>its peak is w/4 = ${pretty(size / 4)}`;
  if (width === 0) return `w = ${pretty(weight)}: the factor touches 1 at one input`;
  return `w = ${pretty(weight)}: the factor is at least 1<br>on an interval of width ${pretty(width)}`;
}
