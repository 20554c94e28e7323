// `npm run bench -- runs`: what a reader waits for, a whole run from the description of a net to the last norm.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { FrameworkName } from "../training/competitors";
import { machine } from "../training/machine";
import { cellsOf, eachCell, parseOptions } from "../training/options";
import { results } from "../training/places";
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
  const json = options.json ?? join(results, `runs-${date.replaceAll(":", "").slice(0, 17)}.json`);
  mkdirSync(dirname(json), { recursive: true });
  writeFileSync(json, `${JSON.stringify(result, null, 2)}\n`);
  console.log(`\nAll numbers: ${json}`);
}

await program(main);
