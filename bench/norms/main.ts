// `npm run bench -- norms`: what the norms of all layers cost on top of a plain training step.
import type { TrainingSession } from "../../src/engine/executor";
import { GraphTraining } from "../../src/engine/graph/training";
import { borrowMachine, giveBackMachine, SINGLE } from "../../src/engine/kernels/machine";
import { KernelTraining } from "../../src/engine/kernels/training";
import { trainsByKernels } from "../../src/engine/small";
import { mlp } from "../../src/architecture/net";
import { batchOf } from "../../src/data/batch";
import { fromArrays } from "../../src/data/from-arrays";
import { sgd } from "../../src/optimizers";
import { machine } from "../training/machine";
import { type Cell, cellsOf, type CommonOptions, eachCell, parseOptions } from "../training/options";
import { writeResult } from "../training/output";
import { type LoadedProblem, loadProblem, writeProblem } from "../training/problem";
import { program } from "../training/program";
import { interleave, ratioOf, spreadOf } from "../training/rounds";
import { temporaryFolder } from "../training/temporary";
import { timedSession } from "../training/timed-session";
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
    const [norms, plain] = sessions.map((session) => timedSession(session, batch));
    const { rounds, repeated } = await interleave(new Map([["norms", norms] as const, ["plain", plain] as const]), count, seconds); // prettier-ignore
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
    sessions[0].close();
    // Not a machine without norms: nobody is to borrow it.
    if (sessions[1].executor !== "kernels") sessions[1].close();
  }
}

/** As `train` does: small nets by kernels, others by the graph. */
function open(problem: LoadedProblem, size: number, norms: boolean): TrainingSession {
  const net = mlp(problem.net);
  const rule = { optimizer: sgd(problem.rate) };
  if (!trainsByKernels(net, size)) return new GraphTraining(net, rule, norms);
  if (!norms) silenceNextMachine();
  // Nor is it held against float64, as norms of 1 would not be near those there.
  return new KernelTraining(net, rule, size, { compared: false });
}

/** Lets the kernels of norms say 1 in the machine that is borrowed next. */
function silenceNextMachine(): void {
  const machine = borrowMachine(SINGLE);
  const one = (out: number): void => void (machine.numbers[out / SINGLE.bytes] = 1);
  Object.assign(machine, { kernels: { ...machine.kernels, norm: one, halfSquare: one } });
  giveBackMachine(machine);
}

await program(main);
