import { type Json, titled, wholeTicks } from "../style/figure";
import { heatMap } from "./heat-map";
import { spread } from "./sampled";

/** More cells than this cannot be told apart. */
const MOST_COLUMNS = 400;
const MOST_ROWS = 200;

/** One number for each row at each recorded step of a training. */
export interface TrainingMap {
  /** The training steps. */
  steps: ArrayLike<number>;
  /** The number of each row on the axis. */
  rows: readonly number[];
  /** What the axis of the rows is called. */
  rowsAre: string;
  /** The cell of a row and a recorded step, by their places; null leaves it blank. */
  cell: (row: number, step: number) => number | null;
  /** What a row is called where it is pointed at, by its place; default its number. */
  nameOf?: (row: number) => string;
  /** What the bar of colours is called. */
  label: string;
  /** What is said of a cell that is pointed at, behind its step. */
  hover: string;
}

/** The trace of a map of colours over training steps, and its layout. */
export function trainingMap({ steps, rows, rowsAre, cell, nameOf, label, hover }: TrainingMap): {
  trace: Json;
  layout: Json;
} {
  const [across, down] = [spread(steps.length, MOST_COLUMNS), spread(rows.length, MOST_ROWS)];
  const map = heatMap({
    x: across.map((i) => steps[i]),
    y: down.map((row) => rows[row]),
    z: down.map((row) => across.map((i) => cell(row, i))),
    label,
    hover: `training step %{x}<br>${hover}`,
  });
  const layout = {
    height: 480,
    xaxis: titled("training step", wholeTicks(steps[steps.length - 1])),
    yaxis: titled(rowsAre, wholeTicks(rows.at(-1)!)),
    margin: { b: 130 },
  };
  return { trace: nameOf ? { ...map, text: down.map((row) => across.map(() => nameOf(row))) } : map, layout };
}
