import { maxIndex } from "../../numerics/summary";
import { requireList } from "../../errors";
import { counted } from "../../shown";
import type { NielsenCurve, NielsenInterval } from "../../theory/chain/nielsen-interval";
import { line, reference } from "../parts/marks";
import { slider } from "../parts/slider";
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
  const active = maxIndex(intervals, ({ width }) => width);
  const stops = intervals.map((curve) => ({ label: said(curve), data: traces(curve) }));
  const { sliders, frames } = slider(stops, { moving: [1, 2], active, top: 62 });
  const fill = { color: palette.orange, width: 0, fill: "tozeroy", fillcolor: "rgba(230,159,0,0.45)", hoverinfo: "skip" }; // prettier-ignore
  const data = [
    reference("factor 1", [0, 1], [1, 1], { dash: "dot" }),
    { ...line("at least 1", [], [], fill), ...stops[active].data[0] },
    { ...line("factor", [], [], { color: palette.blue, hovertemplate: "a = %{x:.3f}: ×%{y:.3f}<extra></extra>" }), ...stops[active].data[1] }, // prettier-ignore
  ];
  const tallest = Math.max(...intervals.flatMap(({ factors }) => factors));
  const layout = {
    height: 470,
    xaxis: titled("input a (0 to 1, a sigmoid’s output)", { range: [0, 1] }),
    yaxis: titled("factor |wσ′(wa + b)|", { range: [0, tallest * 1.08] }),
    sliders,
    margin: { b: 128 },
    showlegend: false,
  };
  return figure(words(intervals, intervals[active]), data, layout, frames);
}

/** The part of the curve that is at least 1, and the whole of it. */
function traces({ inputs, factors, from, to }: NielsenCurve): Json[] {
  const inside = inputs.map((_, i) => i).filter((i) => inputs[i] >= from && inputs[i] <= to);
  // A trace without a point would not come back when the slider moves on.
  const part = inside.length > 0 ? inside : [0];
  const height = inside.length > 0 ? factors : [null];
  return [
    { x: part.map((i) => inputs[i]), y: part.map((i) => height[i]) },
    { x: inputs, y: factors },
  ];
}

function said({ weight, width }: NielsenInterval): string {
  const size = Math.abs(weight);
  if (size < 4) return `w = ${pretty(weight)}: never 1, at most |w|/4 = ${pretty(size / 4)}`;
  return `w = ${pretty(weight)}: at least 1 ${width === 0 ? "at one input" : `on a width of ${pretty(width)}`}`;
}

function words(
  intervals: readonly NielsenInterval[],
  { weight, width }: NielsenInterval,
): { title: string; description: string } {
  const [first, last] = [intervals[0].weight, intervals.at(-1)!.weight];
  return {
    title:
      width > 0
        ? `The factor is at least 1 on a width<br>of at most ${pretty(width)}, at w = ${pretty(weight)}`
        : "None of these weights makes the factor<br>larger than 1: that takes |w| > 4",
    description:
      `|wσ′(wa + b)| over the input a for ${counted(intervals.length, "weight")} from ${pretty(first)} to ${pretty(last)}: ` +
      `the interval where it is at least 1 is widest, ${pretty(width)}, at w = ${pretty(weight)}.`,
  };
}
