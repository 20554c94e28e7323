// The package itself, as a reader uses it: `mlp`, `train`, and the norms from the run's history.
import { backendReport, type Dataset, fromArrays, mlp, type Net, type Optimizer, type Run, sgd, train } from "vanishing-gradients"; // prettier-ignore
import { atMarks, goesOn } from "../marks";
import type { LoadedProblem } from "../problem";
import type { Trace, WholeReply } from "../protocol";
import { secondsOf, serve, type Training } from "./serve";

/** A net and how it is trained. */
function made({ net: options, layers, rows, labels, rate }: LoadedProblem): {
  net: Net;
  training: { data: Dataset; optimizer: Optimizer };
} {
  // The weights are given, as they are to the others: drawing millions of numbers would count as the first step.
  const net = mlp({ ...options, init: "constant" });
  layers.forEach(({ weights, biases }, l) => {
    net.parameters[l].weights.set(weights);
    net.parameters[l].biases.set(biases);
  });
  return { net, training: { data: fromArrays({ inputs: rows, labels }), optimizer: sgd(rate) } };
}

/** One call of `train`, which is ended where it takes too long. */
async function whole(problem: LoadedProblem, marks: readonly number[], most: number): Promise<WholeReply> {
  const begin = performance.now();
  const { net, training } = made(problem);
  const stamps: number[] = [];
  const elapsed = (): number => (performance.now() - begin) / 1000;
  const onStep = (): void => {
    stamps.push(elapsed());
    if (!goesOn(stamps, most)) net.dispose();
  };
  await train(net, { ...training, steps: marks.at(-1)!, onStep });
  // The end is that of the call.
  stamps[stamps.length - 1] = elapsed();
  return atMarks(stamps, marks);
}

function build(problem: LoadedProblem): Training {
  const { net, training } = made(problem);
  const run = (steps: number): Promise<Run> => train(net, { ...training, steps });
  return {
    train: async (steps) => traceOf(await run(steps)),
    // Each call of `train` makes its session anew. Twice the steps cost no more than so many steps more, so the difference
    // of two runs is the time of the steps alone; time stamps from onStep would miss work that is done for many steps at
    // once.
    async time(steps) {
      const once = await secondsOf(() => run(steps));
      const seconds = (await secondsOf(() => run(2 * steps))) - once;
      return { seconds, startSeconds: once - seconds };
    },
  };
}

const traceOf = ({ loss, layers }: Run): Trace => ({
  losses: [...loss],
  norms: Array.from(loss, (_, step) =>
    layers.flatMap(({ weightNorm, biasNorm }) => [weightNorm[step], biasNorm[step]]),
  ),
});

const { name, version } = backendReport();
await serve(`vanishing-gradients on ${name} ${version}`, build, whole);
