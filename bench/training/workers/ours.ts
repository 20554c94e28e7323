// The package itself, as a reader uses it: `mlp`, `train`, and the norms from the run's history.
import { backendReport, fromArrays, mlp, type Run, sgd, train } from "vanishing-gradients";
import type { LoadedProblem } from "../problem";
import type { Trace } from "../protocol";
import { secondsOf, serve, type Training } from "./serve";

function build({ net: options, rows, labels, rate }: LoadedProblem): Training {
  const net = mlp(options);
  const data = fromArrays({ inputs: rows, labels });
  const optimizer = sgd(rate);
  const run = (steps: number): Promise<Run> => train(net, { data, steps, optimizer });
  return {
    train: async (steps) => traceOf(await run(steps)),
    // Each call of `train` makes its session anew. A run of one step costs that and one step, so the difference to it is
    // the time of the further steps alone; time stamps from onStep would miss work that is done for many steps at once.
    async time(steps) {
      const start = await secondsOf(() => run(1));
      return (await secondsOf(() => run(steps + 1))) - start;
    },
  };
}

const traceOf = ({ loss, gradients }: Run): Trace => ({
  losses: loss,
  norms: gradients.map((layers) => layers.flatMap(({ weightNorm, biasNorm }) => [weightNorm, biasNorm])),
});

const { name, version } = backendReport();
await serve(`vanishing-gradients on ${name} ${version}`, build);
