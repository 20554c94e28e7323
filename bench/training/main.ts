// `npm run bench -- training`: how long a training step with all gradient norms takes, against other frameworks.
import { join } from "node:path";
import { CHECKED_STEPS, FLOOR, TOLERANCE } from "./agreement";
import { measureCell } from "./cell";
import { trainingChart } from "./chart";
import { frameworkNames } from "./competitors";
import { machine } from "./machine";
import { cellsOf, eachCell, parseOptions } from "./options";
import { writeResult } from "./output";
import { program } from "./program";
import { makeReady } from "./python";
import type { TrainingResult } from "./result";
import { table } from "./table";
import { temporaryFolder } from "./temporary";

async function main(args: string[]): Promise<void> {
  const options = parseOptions(args, frameworkNames);
  const folder = temporaryFolder();
  const ready = makeReady(["ours", ...options.frameworks]);
  const date = new Date().toISOString();
  const measured = await eachCell(cellsOf(options), (cell) =>
    measureCell(cell, options, ready, join(folder, `${cell.width}x${cell.depth}`)),
  );
  const result: TrainingResult = {
    benchmark: "training",
    date,
    machine: machine(),
    versions: Object.assign({}, ...measured.map(({ versions }) => versions)),
    activation: options.activation,
    agreement: { steps: CHECKED_STEPS, tolerance: TOLERANCE, floor: FLOOR },
    cells: measured.map(({ result: cell }) => cell),
  };
  console.log(table(result));
  writeResult(result, trainingChart(result), options.json);
}

await program(main);
