// `npm run bench -- listeners`: what those who listen to a training's gradients add to a step.
import { backendReport, fromArrays, type ListenerOptions, mlp, sgd, train } from "vanishing-gradients";
import { machine } from "../training/machine";
import { type Cell, cellsOf, type CommonOptions, parseOptions } from "../training/options";
import { writeResult } from "../training/output";
import { loadProblem, writeProblem } from "../training/problem";
import { program } from "../training/program";
import { interleave, ratioOf, spreadOf, type Timed } from "../training/rounds";
import { temporaryFolder } from "../training/temporary";
import { secondsOf } from "../training/workers/serve";
import { listenersChart } from "./chart";
import { type ListenersPoint, type ListenersResult, LISTENERS, type ListenerName } from "./result";
import { table } from "./table";

const OPTIONS: Record<ListenerName, ListenerOptions | undefined> = {
  none: undefined,
  "every step": {},
  "every 10": { every: 10 },
  "every 50, parameters": { every: 50, parameters: true },
  "every 10, parameters": { every: 10, parameters: true },
};

async function main(args: string[]): Promise<void> {
  const options = parseOptions(args, []);
  const folder = temporaryFolder();
  const points: ListenersPoint[] = [];
  for (const cell of cellsOf(options)) {
    console.error(`width ${cell.width}, depth ${cell.depth} …`);
    points.push(await measure(cell, options, folder));
  }
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
  const { net: description, rows, labels, rate } = loadProblem(folder);
  const data = fromArrays({ inputs: rows, labels });
  const timed = (name: ListenerName): Timed => {
    const steps = async (count: number): Promise<void> => {
      const net = mlp(description);
      const options = OPTIONS[name];
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
  };
  const { rounds, repeated } = await interleave(new Map(LISTENERS.map((name) => [name, timed(name)])), count, seconds); // prettier-ignore
  return {
    ...cell,
    milliseconds: spreadOf(rounds.map((round) => 1000 * round.none)),
    ratios: Object.fromEntries(
      LISTENERS.map((name) => [name, ratioOf(rounds, name, "none")!]),
    ) as ListenersPoint["ratios"],
    repeated,
    rounds,
  };
}

await program(main);
