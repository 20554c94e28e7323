// `npm run bench -- depth`: how time and memory of training grow with depth.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { ours } from "../training/competitors";
import { machine } from "../training/machine";
import { type Cell, cellsOf, type CommonOptions, eachCell, parseOptions } from "../training/options";
import { writeResult } from "../training/output";
import { writeProblem } from "../training/problem";
import { program } from "../training/program";
import { interleave, spreadOf } from "../training/rounds";
import { temporaryFolder } from "../training/temporary";
import { WorkerProcess } from "../training/worker-process";
import { depthChart } from "./chart";
import type { DepthPoint, DepthResult } from "./result";
import { table } from "./table";

async function main(args: string[]): Promise<void> {
  const options = parseOptions(args, []);
  const { widths = [64], depths = [5, 10, 20, 50, 100, 200, 500], activation } = options;
  const folder = temporaryFolder();
  const date = new Date().toISOString();
  const measured = await eachCell(cellsOf({ widths, depths }), (cell) =>
    measure(cell, options, join(folder, `${cell.width}x${cell.depth}`)),
  );
  const result: DepthResult = {
    benchmark: "depth",
    date,
    machine: machine(),
    version: measured.at(-1)?.version ?? "",
    activation,
    points: measured.map(({ point }) => point),
  };
  console.log(table(result));
  writeResult(result, depthChart(result), options.json);
}

/** One net in a process of its own, so that its memory is its own too. */
async function measure(
  cell: Cell,
  { activation, rounds: count, seconds }: CommonOptions,
  folder: string,
): Promise<{ point: DepthPoint; version: string }> {
  writeProblem(folder, cell, activation);
  const worker = await WorkerProcess.start(ours, folder);
  try {
    const { firstSeconds } = await worker.check(1);
    const { rounds: taken } = await interleave(new Map([["ours", worker]]), count, seconds);
    const rounds = taken.map((round) => round.ours);
    const { memory } = await worker.run(1);
    const step = spreadOf(rounds.map((each) => 1000 * each));
    return {
      point: { ...cell, step, firstStep: 1000 * firstSeconds, memory, rounds },
      version: worker.version,
    };
  } finally {
    await worker.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

await program(main);
