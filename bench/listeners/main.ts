// `npm run bench -- listeners`: what those who listen to a training's gradients add to a step.
import {
  backendReport,
  fromArrays,
  layersModel,
  type ListenerOptions,
  mlp,
  sgd,
  tensorflow,
  train,
} from "vanishing-gradients";
import { machine } from "../training/machine";
import { type Cell, cellsOf, type CommonOptions, eachCell, parseOptions } from "../training/options";
import { writeResult } from "../training/output";
import { type LoadedProblem, loadProblem, writeProblem } from "../training/problem";
import { program } from "../training/program";
import { interleave, ratioOf, spreadOf, type Timed } from "../training/rounds";
import { temporaryFolder } from "../training/temporary";
import { secondsOf } from "../training/workers/serve";
import { listenersChart } from "./chart";
import { aloneOf, type ListenersPoint, type ListenersResult, LISTENERS, type ListenerName } from "./result";
import { table } from "./table";

const OPTIONS: Record<ListenerName, ListenerOptions | undefined> = {
  none: undefined,
  "every step": {},
  "every 10": { every: 10 },
  "every 50, parameters": { every: 50, parameters: true },
  "every 10, parameters": { every: 10, parameters: true },
  model: undefined,
  "model, every step": {},
  "model, every 10": { every: 10 },
};

async function main(args: string[]): Promise<void> {
  const options = parseOptions(args, []);
  const folder = temporaryFolder();
  const points = await eachCell(cellsOf(options), (cell) => measure(cell, options, folder));
  const { name: backend } = backendReport();
  const { activation } = options;
  const date = new Date().toISOString();
  const result: ListenersResult = { benchmark: "listeners", date, machine: machine(), backend, activation, points }; // prettier-ignore
  console.log(table(result));
  writeResult(result, listenersChart(result), options.json);
}

async function measure(
  cell: Cell,
  { activation, rounds: count, seconds }: CommonOptions,
  folder: string,
): Promise<ListenersPoint> {
  writeProblem(folder, cell, activation);
  const problem = loadProblem(folder);
  const model = modelOf(problem);
  const timed = (name: ListenerName): Timed =>
    aloneOf(name) === "model" ? timedModel(model, OPTIONS[name]) : timedNet(problem, OPTIONS[name]);
  const { rounds, repeated } = await interleave(new Map(LISTENERS.map((name) => [name, timed(name)])), count, seconds); // prettier-ignore
  return {
    ...cell,
    milliseconds: {
      none: spreadOf(rounds.map((round) => 1000 * round.none)),
      model: spreadOf(rounds.map((round) => 1000 * round.model)),
    },
    ratios: Object.fromEntries(
      LISTENERS.map((name) => [name, ratioOf(rounds, name, aloneOf(name))!]),
    ) as ListenersPoint["ratios"],
    repeated,
    rounds,
  };
}

function timedNet({ net: description, rows, labels, rate }: LoadedProblem, options?: ListenerOptions): Timed {
  const data = fromArrays({ inputs: rows, labels });
  const steps = async (count: number): Promise<void> => {
    const net = mlp(description);
    let heard = 0;
    if (options) net.onGradients(({ layers }) => void (heard += layers.length), options);
    await train(net, { data, steps: count, optimizer: sgd(rate) });
    net.dispose();
  };
  // Twice the steps cost no more than so many steps more: the difference is without set-up.
  const run = async (count: number): Promise<{ seconds: number }> => {
    const once = await secondsOf(() => steps(count));
    return { seconds: (await secondsOf(() => steps(2 * count))) - once };
  };
  return { run };
}

/** A model of tfjs with the layers of the problem's net, and its batch. */
interface ModelAndBatch {
  model: any;
  x: any;
  y: any;
}

function modelOf({ net, rate, rows, labels }: LoadedProblem): ModelAndBatch {
  const tf = tensorflow();
  const model = tf.sequential();
  for (let l = 0; l < net.depth; l++)
    model.add(
      tf.layers.dense({
        units: net.width,
        activation: net.activation,
        ...(l === 0 && { inputShape: [net.inputs] }),
      }),
    );
  model.add(tf.layers.dense({ units: net.outputs, activation: "softmax" }));
  model.compile({ optimizer: tf.train.sgd(rate), loss: "categoricalCrossentropy" });
  return { model, x: tf.tensor2d(rows.map((row) => [...row])), y: tf.oneHot(labels, net.outputs) };
}

function timedModel({ model, x, y }: ModelAndBatch, options?: ListenerOptions): Timed {
  const run = async (count: number): Promise<{ seconds: number }> => {
    let heard = 0;
    const off = options && layersModel(model).onGradients(({ layers }) => void (heard += layers.length), options); // prettier-ignore
    const seconds = await secondsOf(async () => {
      for (let step = 0; step < count; step++) await model.trainOnBatch(x, y);
    });
    off?.();
    return { seconds };
  };
  return { run };
}

await program(main);
