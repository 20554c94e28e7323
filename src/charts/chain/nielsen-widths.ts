import { requireFields, requireList } from "../../errors";
import type { NielsenInterval } from "../../theory/chain/nielsen-interval";
import { type Figure, figure, palette, pretty, titled } from "../style/figure";

/** The width of Nielsen's interval over the weight, the widest one marked. */
export function nielsenWidths(intervals: readonly NielsenInterval[], widest: NielsenInterval): Figure {
  requireList(
    "charts.nielsenWidths intervals",
    intervals,
    { weight: "number", width: "number" },
    "theory.nielsenInterval(weight)",
    1,
  );
  requireFields(
    "charts.nielsenWidths widest",
    widest,
    { weight: "number", width: "number" },
    "theory.widestNielsenInterval()",
  );
  const text = `${pretty(widest.width, 4)} at w = ${pretty(widest.weight, 4)}`;
  const curve = {
    type: "scatter",
    mode: "lines",
    name: "width",
    x: intervals.map(({ weight }) => weight),
    y: intervals.map(({ width }) => width),
    line: { color: palette.blue },
  };
  const peak = {
    type: "scatter",
    mode: "markers+text",
    name: "the widest",
    x: [widest.weight],
    y: [widest.width],
    text: [text],
    textposition: "top right",
    marker: { color: palette.vermillion, size: 10 },
  };
  const title = `No weight gives more than ${pretty(widest.width)}:<br>most inputs from 0 to 1 shrink the gradient`;
  const description =
    `Width of the interval of inputs where |wσ′(wa + b)| is at least 1: 0 up to w = 4, ${text}, ` +
    `and ${pretty(intervals.at(-1)!.width)} at w = ${pretty(intervals.at(-1)!.weight)}.`;
  return figure({ title, description }, [curve, peak], {
    xaxis: titled("weight w"),
    yaxis: titled("width of the interval", { range: [0, widest.width * 1.18] }),
    showlegend: false,
  });
}
