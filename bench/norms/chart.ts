import { type Figure, figure, palette, pretty, titled } from "../../src/charts/style/figure";
import { categories, cellAxis, quartileBars } from "../training/chart";
import type { NormsResult } from "./result";
import { goalOf } from "./table";

/** What the norms of all layers add to a step, in percent, with quartiles and the goal. */
export function normsChart({ points, machine, date }: NormsResult): Figure {
  const added = points.map(({ ratio: { median, low, high } }) => ({
    median: percent(median),
    low: percent(low),
    high: percent(high),
  }));
  const medians = added.map(({ median }) => median);
  const [least, most] = [Math.min(...medians), Math.max(...medians)];
  const message = `All norms of all layers add ${pretty(least, 2)} % to ${pretty(most, 2)} % to a step`;
  const description = `${message}. Measured on ${date.slice(0, 10)} on ${machine.cores} cores of ${machine.cpu}.`;
  const goal = percent(goalOf(64));
  const trace = {
    type: "bar",
    orientation: "h",
    x: medians,
    y: categories(points),
    error_x: quartileBars(added),
    marker: { color: palette.blue },
    hovertemplate: "%{x:.1f} %<extra></extra>",
  };
  return figure({ title: message, description }, [trace], {
    height: 220 + 28 * points.length,
    xaxis: titled("added to the time of a step (%)"),
    yaxis: cellAxis(),
    shapes: [{ type: "line", x0: goal, x1: goal, y0: 0, y1: 1, yref: "paper", line: { color: palette.black, dash: "dash", width: 1 } }], // prettier-ignore
    annotations: [
      { x: goal, y: 1, yref: "paper", yanchor: "bottom", text: "goal from width 64", showarrow: false },
    ],
    margin: { l: 70, r: 20, t: 72, b: 60 },
  });
}

/** What a ratio of times adds, in percent. */
const percent = (ratio: number): number => 100 * (ratio - 1);
