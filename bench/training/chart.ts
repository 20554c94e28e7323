import {
  type Figure,
  type Json,
  figure,
  logAxis,
  palette,
  pretty,
  titled,
} from "../../src/charts/style/figure";
import { competitorOf, type CompetitorName, frameworkNames } from "./competitors";
import type { Cell } from "./options";
import type { CellResult, TrainingResult } from "./result";
import type { Spread } from "./rounds";

const colours: Record<CompetitorName, string> = {
  ours: palette.vermillion,
  torch: palette.black,
  "torch-compiled": palette.grey,
  tensorflow: palette.orange,
  jax: palette.blue,
  "tfjs-node": palette.green,
};

/** Time of a step ÷ PyTorch eager's for every net and competitor, with quartiles and goals; milliseconds without PyTorch. */
export function trainingChart({ cells, machine, date, versions }: TrainingResult): Figure {
  const relative = cells.some((cell) => cell.measured.ours?.ratio);
  // Ours comes last, so that it lies on top.
  const traces = ([...frameworkNames, "ours"] as const)
    .filter((name) => cells.some((cell) => cell.measured[name]))
    .map((name) => traceOf(cells, name, relative));
  const goals = relative && cells.some(({ goal }) => goal) ? [goalTrace(cells)] : [];
  const software = [...new Set(Object.values(versions))].join(", ");
  const description = `${message(cells, relative)} Measured on ${date.slice(0, 10)} on ${machine.cores} cores of ${machine.cpu} with ${software}.`;
  return figure({ title: message(cells, relative, "<br>"), description }, [...goals, ...traces], {
    height: 260 + 30 * cells.length,
    xaxis: logAxis(relative ? "time of a step ÷ PyTorch eager’s" : "time of a step in ms", {
      tickvals: [0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000],
      tickangle: 0,
    }),
    yaxis: cellAxis(),
    legend: { orientation: "h", x: 0, y: 0, yref: "container", yanchor: "bottom", traceorder: "reversed" },
    margin: { l: 70, r: 20, t: 72, b: 170 },
  });
}

/** Two levels of categories: the width, and in it the depth. */
export const categories = (cells: readonly Cell[]): string[][] => [
  cells.map(({ width }) => String(width)),
  cells.map(({ depth }) => String(depth)),
];

function traceOf(cells: readonly CellResult[], name: CompetitorName, relative: boolean): Json {
  const spreads = cells.map(({ measured }) => measured[name]?.[relative ? "ratio" : "step"]);
  const { label } = competitorOf(name);
  const marker = name === "ours" ? { size: 11, symbol: "diamond" } : { size: 8, symbol: "circle" };
  return {
    type: "scatter",
    mode: "markers",
    name: label,
    x: spreads.map((spread) => spread?.median ?? null),
    y: categories(cells),
    error_x: quartileBars(spreads),
    marker: { color: colours[name], ...marker },
    hovertemplate: `%{y}: %{x:.3g}<extra>${label}</extra>`,
  };
}

/** Bars from the median to both quartiles. */
export const quartileBars = (spreads: readonly (Spread | undefined)[]): Json => ({
  type: "data",
  symmetric: false,
  array: spreads.map((spread) => (spread ? spread.high - spread.median : null)),
  arrayminus: spreads.map((spread) => (spread ? spread.median - spread.low : null)),
  thickness: 1,
  width: 3,
});

/** The axis of `categories`. */
export const cellAxis = (): Json =>
  titled("width and hidden layers", { type: "multicategory", autorange: "reversed", tickangle: 0 });

const goalTrace = (cells: readonly CellResult[]): Json => ({
  type: "scatter",
  mode: "markers",
  name: "our goal",
  x: cells.map(({ goal }) => goal ?? null),
  y: categories(cells),
  marker: { symbol: "line-ns", size: 18, line: { color: palette.purple, width: 2 } },
  hovertemplate: "at most %{x}<extra>our goal</extra>",
});

/** What the chart says, from its data. */
function message(cells: readonly CellResult[], relative: boolean, gap = " "): string {
  const values = cells.flatMap(({ measured }) => measured.ours?.[relative ? "ratio" : "step"]?.median ?? []);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const range = least === most ? pretty(least, 2) : `${pretty(least, 2)} to ${pretty(most, 2)}`;
  return relative
    ? `A step with all norms takes ${range}${gap}of PyTorch eager’s time`
    : `A step with all norms takes ${range} ms`;
}
