import { type Figure, type Json, figure, logAxis, palette, pretty, titled } from "../../src/charts/figure";
import { competitorOf, type CompetitorName, frameworkNames } from "./competitors";
import type { CellResult, TrainingResult } from "./result";

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
  const names = ["ours", ...frameworkNames] as const;
  const traces = names
    .filter((name) => cells.some((cell) => cell.measured[name]))
    .map((name) => traceOf(cells, name, relative));
  const goals = relative && cells.some(({ goal }) => goal) ? [goalTrace(cells)] : [];
  const description = `${message(cells, relative)} Measured on ${date.slice(0, 10)} on ${machine.cores} cores of ${machine.cpu} with ${Object.values(versions).join(", ")}.`;
  return figure({ title: message(cells, relative, "<br>"), description }, [...traces, ...goals], {
    height: 520,
    xaxis: titled("hidden layers, by width", { type: "multicategory", tickangle: 0 }),
    yaxis: logAxis(relative ? "time of a step ÷ PyTorch eager’s" : "time of a step in ms"),
    margin: { l: 70, r: 20, t: 72, b: 120 },
  });
}

/** Two levels of categories: the width, and in it the depth. */
const categories = (cells: readonly CellResult[]): string[][] => [
  cells.map(({ width }) => `width ${width}`),
  cells.map(({ depth }) => String(depth)),
];

function traceOf(cells: readonly CellResult[], name: CompetitorName, relative: boolean): Json {
  const spreads = cells.map(({ measured }) => measured[name]?.[relative ? "ratio" : "step"]);
  return {
    type: "scatter",
    mode: "markers",
    name: competitorOf(name).label,
    x: categories(cells),
    y: spreads.map((spread) => spread?.median ?? null),
    error_y: {
      type: "data",
      symmetric: false,
      array: spreads.map((spread) => (spread ? spread.high - spread.median : null)),
      arrayminus: spreads.map((spread) => (spread ? spread.median - spread.low : null)),
      thickness: 1,
    },
    marker: { color: colours[name], size: name === "ours" ? 11 : 8, symbol: name === "ours" ? "diamond" : "circle" }, // prettier-ignore
    hovertemplate: `%{x}: %{y:.3g}<extra>${competitorOf(name).label}</extra>`,
  };
}

const goalTrace = (cells: readonly CellResult[]): Json => ({
  type: "scatter",
  mode: "markers",
  name: "our goal",
  x: categories(cells),
  y: cells.map(({ goal }) => goal ?? null),
  marker: { symbol: "line-ew", size: 18, line: { color: palette.purple, width: 2 } },
  hovertemplate: "at most %{y}<extra>our goal</extra>",
});

/** What the chart says, from its data. */
function message(cells: readonly CellResult[], relative: boolean, gap = " "): string {
  const values = cells.flatMap(({ measured }) => measured.ours?.[relative ? "ratio" : "step"]?.median ?? []);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const range = least === most ? pretty(least, 2) : `${pretty(least, 2)} to ${pretty(most, 2)}`;
  return relative
    ? `A step with all norms takes ${range} times${gap}as long as in PyTorch eager`
    : `A step with all norms takes ${range} ms`;
}
