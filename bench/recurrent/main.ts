// `npm run bench -- recurrent`: a step of a recurrent net by kernels against PyTorch and tfjs's autodiff.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { batchOf } from "../../src/data/batch";
import { delayedRecall } from "../../src/data/delayed-recall";
import { onTwoThreads } from "../../src/engine/threads";
import { adam } from "../../src/optimizers";
import { recurrent, type RecurrentNet } from "../../src/recurrent/net";
import { RecurrentTraining } from "../../src/recurrent/recurrent-training";
import { trainByAutodiff } from "../../test/recurrent/autodiff";
import type { Competitor, CompetitorName } from "../training/competitors";
import { machine } from "../training/machine";
import { program } from "../training/program";
import { makeReady } from "../training/python";
import { interleave, ratioOf, spreadOf, type Timed, verdict } from "../training/rounds";
import { temporaryFolder } from "../training/temporary";
import { digits, textTable, withQuartiles } from "../training/text-table";
import { WorkerProcess } from "../training/worker-process";
import { secondsOf } from "../training/workers/serve";

const UNITS = 16;
const SEQUENCES = 64;
const RATE = 0.01;
/** The most that a step of an LSTM may take, as a share of PyTorch's (issue 12). */
const GOAL = 1;
const data = delayedRecall({ points: SEQUENCES, delay: 28, seed: 1 });
const batch = batchOf(data);
const rule = { optimizer: adam(RATE) };
const torch: Competitor = {
  label: "PyTorch",
  program: { python: "torch_recurrent.py", requirement: "torch" },
};
/** PyTorch's order of the gates. */
const ORDER = { rnn: ["state"], gru: ["reset", "update", "candidate"], lstm: ["input", "forget", "candidate", "output"] }; // prettier-ignore
type CellName = keyof typeof ORDER;
type Name = "kernels" | "torch" | "autodiff";

async function main(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { rounds: { type: "string", default: "9" }, seconds: { type: "string", default: "0.3" } } }); // prettier-ignore
  const ready = makeReady(["torch"] satisfies CompetitorName[]).get("torch")!;
  const { cpu, cores, node } = machine();
  console.log(`${cpu}, ${cores} cores, Node ${node}; ${UNITS} units × ${data.steps} time steps, batch ${SEQUENCES}, all norms: median of the rounds (quartiles).`); // prettier-ignore
  const head = ["cell", "kernels ÷ PyTorch", "goal", "kernels ÷ autodiff", "ms by kernels", "ms by PyTorch", "ms by autodiff", "ms to the first step by kernels"]; // prettier-ignore
  const rows: string[][] = [];
  for (const cell of ["rnn", "gru", "lstm"] as const)
    rows.push(await row(cell, Number(values.rounds), Number(values.seconds), ready.python));
  console.log(`\n${textTable([head, ...rows])}`);
  if (ready.reason) console.log(`\nNot run: ${torch.label}: ${ready.reason}`);
}

const netOf = (cell: CellName): RecurrentNet =>
  recurrent({ cell, inputs: data.features, units: UNITS, outputs: 2, seed: 1 });

async function row(cell: CellName, count: number, seconds: number, python?: string): Promise<string[]> {
  const extent = { size: SEQUENCES, steps: data.steps };
  const first: number[] = [];
  for (let k = 0; k < count; k++) {
    const begin = performance.now();
    const session = new RecurrentTraining(netOf(cell), rule, extent);
    session.steps([batch], [1]);
    first.push(performance.now() - begin);
    session.close();
  }
  // As `trainRecurrent` does.
  const session = new RecurrentTraining(netOf(cell), rule, extent, onTwoThreads);
  const other = netOf(cell);
  const many = <T>(steps: number, one: T): T[] => Array<T>(steps).fill(one);
  const turn = (take: (steps: number) => void): Timed => ({ run: async (steps) => ({ seconds: await secondsOf(async () => take(steps)) }) }); // prettier-ignore
  const worker = python === undefined ? undefined : await startTorch(cell, python);
  const timed = new Map<Name, Timed>([
    ["kernels", turn((steps) => session.steps(many(steps, batch), many(steps, 1)))],
    ...(worker ? [["torch", worker] as const] : []),
    ["autodiff", turn((steps) => trainByAutodiff(other, rule, many(steps, batch), many(steps, 1)))],
  ]);
  const { rounds } = await interleave(timed, count, seconds);
  session.close();
  await worker?.stop();
  const overTorch = ratioOf(rounds, "kernels", "torch");
  const milliseconds = (name: Name): string => (timed.has(name) ? digits(spreadOf(rounds.map((round) => 1000 * round[name])).median) : "–"); // prettier-ignore
  return [
    cell.toUpperCase(),
    overTorch ? withQuartiles(overTorch) : "–",
    overTorch && cell === "lstm" ? `${verdict(GOAL, overTorch)} ≤ ${GOAL}` : "–",
    withQuartiles(ratioOf(rounds, "kernels", "autodiff")!),
    ...(["kernels", "torch", "autodiff"] as const).map(milliseconds),
    digits(spreadOf(first).median),
  ];
}

/** Gives PyTorch the same parameters and sequences; its loss before the first step must then be the same, but for its own GRU. */
async function startTorch(cell: CellName, python: string): Promise<WorkerProcess> {
  const net = netOf(cell);
  const { gates, output } = net.parameters;
  const inOrder = ORDER[cell].map((name) => gates.find(({ gate }) => gate === name)!);
  const rowsOf = (values: ArrayLike<number>, width: number): number[][] =>
    Array.from({ length: values.length / width }, (_, i) => Array.from({ length: width }, (__, j) => values[i * width + j])); // prettier-ignore
  const besides = (matrices: number[][][]): number[][] => matrices[0].map((_, i) => matrices.flatMap((matrix) => matrix[i])); // prettier-ignore
  const { features, steps } = data;
  const sequences = {
    cell,
    rate: RATE,
    inputWeights: besides(inOrder.map(({ inputWeights }) => rowsOf(inputWeights, UNITS))),
    recurrentWeights: besides(inOrder.map(({ recurrentWeights }) => rowsOf(recurrentWeights, UNITS))),
    biases: inOrder.flatMap(({ biases }) => [...biases]),
    outputWeights: rowsOf(output.weights, 2),
    outputBiases: [...output.biases],
    inputs: rowsOf(batch.inputs, steps * features).map((one) => rowsOf(one, features)),
    labels: [...data.labels],
  };
  const folder = temporaryFolder();
  writeFileSync(join(folder, "sequences.json"), JSON.stringify(sequences));
  const worker = await WorkerProcess.start(torch, folder, python);
  const { losses } = await worker.check(1);
  const session = new RecurrentTraining(net, rule, { size: SEQUENCES, steps });
  const [{ loss }] = session.steps([batch], [1]);
  session.close();
  if (cell !== "gru" && Math.abs(losses[0] / loss - 1) > 1e-4)
    throw new Error(`PyTorch's ${cell} has the loss ${losses[0]}, ours ${loss}: they are not the same net.`);
  return worker;
}

await program(main);
