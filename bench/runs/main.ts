// `npm run bench -- runs`: what a reader waits for, a whole run from the description of a net to the last norm.
import type { FrameworkName } from "../training/competitors";
import { machine } from "../training/machine";
import { cellsOf, eachCell, parseOptions } from "../training/options";
import { writeResult } from "../training/output";
import { program } from "../training/program";
import { makeReady } from "../training/python";
import { temporaryFolder } from "../training/temporary";
import { measureRuns } from "./measure";
import { table } from "./table";

const FRAMEWORKS = ["torch", "torch-compiled", "tensorflow", "jax"] as const satisfies FrameworkName[];

async function main(args: string[]): Promise<void> {
  const { widths = [16, 64, 256], depths = [5, 20, 50], ...options } = parseOptions(args, FRAMEWORKS, { rounds: "3", seconds: "10" }); // prettier-ignore
  const folder = temporaryFolder();
  const ready = makeReady(["ours", ...options.frameworks]);
  const date = new Date().toISOString();
  const runs = await eachCell(cellsOf({ widths, depths }), (cell) => measureRuns(cell, options, ready, folder)); // prettier-ignore
  const result = { benchmark: "runs", date, machine: machine(), activation: options.activation, most: options.seconds, runs }; // prettier-ignore
  console.log(table(runs, result.machine));
  writeResult(result, undefined, options.json);
}

await program(main);
