// `npm run bench -- norms`: what the norms of all layers cost on top of a plain training step.
import type { TrainingSession } from "../../src/engine/executor";
import { GraphTraining } from "../../src/engine/graph/training";
import { borrowMachine, giveBackMachine } from "../../src/engine/kernels/machine";
import { KernelTraining } from "../../src/engine/kernels/training";
import { trainsByKernels } from "../../src/engine/small";
import { mlp } from "../../src/architecture/net";
import { batchOf } from "../../src/data/batch";
import type { Batch } from "../../src/data/dataset";
import { fromArrays } from "../../src/data/from-arrays";
import { sgd } from "../../src/optimizers";
import { machine } from "../training/machine";
import { type Cell, cellsOf, type CommonOptions, eachCell, parseOptions } from "../training/options";
import { writeResult } from "../training/output";
import { type LoadedProblem, loadProblem, writeProblem } from "../training/problem";
import { program } from "../training/program";
import { interleave, ratioOf, spreadOf, type Timed } from "../training/rounds";
import { temporaryFolder } from "../training/temporary";
import { secondsOf } from "../training/workers/serve";
import { normsChart } from "./chart";
import type { NormsPoint, NormsResult } from "./result";
import { table } from "./table";

async function main(args: string[]): Promise<void> {
  const options = parseOptions(args, []);
  const folder = temporaryFolder();
  const points = await eachCell(cellsOf(options), (cell) => measure(cell, options, folder));
  const result: NormsResult = {
    benchmark: "norms",
    date: new Date().toISOString(),
    machine: machine(),
    activation: options.activation,
    points,
  };
  console.log(table(result));
  writeResult(result, normsChart(result), options.json);
}

/** Both trainings in one process, so that nothing but the norms tells them apart. */
async function measure(
  cell: Cell,
  { activation, rounds: count, seconds }: CommonOptions,
  folder: string,
): Promise<NormsPoint> {
  writeProblem(folder, cell, activation);
  const problem = loadProblem(folder);
  const batch = batchOf(fromArrays({ inputs: problem.rows, labels: problem.labels }));
  const sessions = [true, false].map((norms) => open(problem, batch.size, norms));
  try {
    const timed = sessions.map((session): Timed => ({
      run: async (steps) => ({ seconds: await secondsOf(async () => take(session, batch, steps)) }),
    }));
    const { rounds, repeated } = await interleave(new Map([["norms", timed[0]] as const, ["plain", timed[1]] as const]), count, seconds); // prettier-ignore
    const milliseconds = (name: "norms" | "plain"): number[] => rounds.map((round) => 1000 * round[name]);
    return {
      ...cell,
      ratio: ratioOf(rounds, "norms", "plain")!,
      norms: spreadOf(milliseconds("norms")),
      plain: spreadOf(milliseconds("plain")),
      repeated,
      rounds,
    };
  } finally {
    // Not the other: nobody is to borrow a machine without norms.
    sessions[0].close();
  }
}

/** As `train` does: small nets by kernels, others by the graph. */
function open(problem: LoadedProblem, size: number, norms: boolean): TrainingSession {
  const net = mlp(problem.net);
  const rule = { optimizer: sgd(problem.rate) };
  if (!trainsByKernels(net, size)) return new GraphTraining(net, rule, norms);
  if (!norms) silenceNextMachine();
  return new KernelTraining(net, rule, size);
}

/** Lets the kernels of norms say 1 in the machine that is borrowed next. */
function silenceNextMachine(): void {
  const machine = borrowMachine();
  const one = (out: number): void => void (machine.numbers[out / 8] = 1);
  Object.assign(machine, { kernels: { ...machine.kernels, norm: one, halfSquare: one } });
  giveBackMachine(machine);
}

/** That many steps, in blocks as long as the session wants them. */
function take(session: TrainingSession, batch: Batch, steps: number): void {
  for (let left = steps; left > 0;) {
    const block = Math.min(left, session.block);
    session.steps(Array(block).fill(batch), Array(block).fill(1));
    left -= block;
  }
}

await program(main);
