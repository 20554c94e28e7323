// The package itself, as a reader uses it: `mlp`, `train`, and the norms from the run's history.
import { backendReport, fromArrays, mlp, type Run, sgd, train } from "vanishing-gradients";
import type { LoadedProblem } from "../problem";
import type { Trace } from "../protocol";
import { secondsOf, serve, type Training } from "./serve";

function build({ net: options, layers, rows, labels, rate }: LoadedProblem): Training {
  // The weights are given, as they are to the others: drawing millions of numbers would count as the first step.
  const net = mlp({ ...options, init: "constant" });
  layers.forEach(({ weights, biases }, l) => {
    net.parameters[l].weights.set(weights);
    net.parameters[l].biases.set(biases);
  });
  const data = fromArrays({ inputs: rows, labels });
  const optimizer = sgd(rate);
  const run = (steps: number): Promise<Run> => train(net, { data, steps, optimizer });
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
await serve(`vanishing-gradients on ${name} ${version}`, build);
