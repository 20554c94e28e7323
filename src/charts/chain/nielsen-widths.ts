import { requireFields, requireList } from "../../errors";
import type { NielsenInterval } from "../../theory/chain/nielsen-interval";
import { dots, line } from "../parts/marks";
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
  const weights = intervals.map(({ weight }) => weight);
  const curve = line("width", weights, intervals.map(({ width }) => width), { color: palette.blue }); // prettier-ignore
  const peak = dots("the widest", [widest.weight], [widest.width], {
    color: palette.vermillion,
    mode: "markers+text",
    text: [text],
    textposition: "top right",
  });
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
