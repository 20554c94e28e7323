import { type Figure, figure, palette, pretty, titled } from "../../src/charts/figure";
import type { NormsPoint, NormsResult } from "./result";
import { GOAL } from "./table";

/** What the norms of all layers add to a step, in percent, with quartiles and the goal. */
export function normsChart({ points, machine, date }: NormsResult): Figure {
  const message = `All norms of all layers add ${percentOf(least(points))} to ${percentOf(most(points))} to a step`;
  const percent = (ratio: number): number => 100 * (ratio - 1);
  const description = `${message}. Measured on ${date.slice(0, 10)} on ${machine.cores} cores of ${machine.cpu}.`;
  const trace = {
    type: "bar",
    orientation: "h",
    x: points.map(({ ratio }) => percent(ratio.median)),
    y: [points.map(({ width }) => String(width)), points.map(({ depth }) => String(depth))],
    error_x: {
      type: "data",
      symmetric: false,
      array: points.map(({ ratio }) => 100 * (ratio.high - ratio.median)),
      arrayminus: points.map(({ ratio }) => 100 * (ratio.median - ratio.low)),
      thickness: 1,
      width: 3,
    },
    marker: { color: palette.blue },
    hovertemplate: "%{x:.1f} %<extra></extra>",
  };
  return figure({ title: message, description }, [trace], {
    height: 220 + 28 * points.length,
    xaxis: titled("added to the time of a step (%)"),
    yaxis: titled("width and hidden layers", { type: "multicategory", autorange: "reversed", tickangle: 0 }),
    shapes: [{ type: "line", x0: percent(GOAL), x1: percent(GOAL), y0: 0, y1: 1, yref: "paper", line: { color: palette.black, dash: "dash", width: 1 } }], // prettier-ignore
    annotations: [
      { x: percent(GOAL), y: 1, yref: "paper", yanchor: "bottom", text: "goal", showarrow: false },
    ],
    margin: { l: 70, r: 20, t: 72, b: 60 },
  });
}

const least = (points: readonly NormsPoint[]): number => Math.min(...points.map(({ ratio }) => ratio.median));
const most = (points: readonly NormsPoint[]): number => Math.max(...points.map(({ ratio }) => ratio.median));
const percentOf = (ratio: number): string => `${pretty(100 * (ratio - 1), 2)} %`;
