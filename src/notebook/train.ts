import type { Net } from "../architecture/net";
import type { RecurrentNet } from "../recurrent/net";
import {
  type RecurrentRun,
  type RecurrentTrainOptions,
  trainRecurrent as runThroughTime,
} from "../recurrent/train-recurrent";
import type { StepEvent, TrainOptions } from "../training/options";
import type { Run, TrainingHistory } from "../training/run";
import { train as run } from "../training/train";
import { progress } from "./progress";

let latest: Run | undefined;
let latestThroughTime: RecurrentRun | undefined;

/**
 * Trains a net and records loss, accuracy and every layer's gradient norms at every step, with live progress.
 *
 * Jupyter's interrupt, `net.dispose()` and a loss that is not finite end it early, and the history so far is the result;
 * as an interrupted cell loses its result, `lastRun()` gives it too.
 * The same net, data and seed give the same run, bit for bit, on the same backend.
 * @throws InvalidArgument before anything runs
 */
export async function train(net: Net, options: TrainOptions): Promise<Run> {
  latest = await withProgress(options, "lastRun()", (all) => run(net, all));
  return latest;
}

/**
 * Trains a recurrent net by backpropagation through all time steps and records loss, accuracy and the gradient at every
 * time step, with live progress.
 *
 * Jupyter's interrupt, `net.dispose()` and a loss that is not finite end it early, and the history so far is the result;
 * as an interrupted cell loses its result, `lastRecurrentRun()` gives it too.
 * The same net, data and seed give the same run, bit for bit, on the same backend.
 * @throws InvalidArgument before anything runs
 */
export async function trainRecurrent(
  net: RecurrentNet,
  options: RecurrentTrainOptions,
): Promise<RecurrentRun> {
  latestThroughTime = await withProgress(options, "lastRecurrentRun()", (all) => runThroughTime(net, all));
  return latestThroughTime;
}

/** The latest run of this process, also one whose cell was interrupted; undefined before the first. */
export const lastRun = (): Run | undefined => latest;

/** The latest run of a recurrent net, also one whose cell was interrupted; undefined before the first. */
export const lastRecurrentRun = (): RecurrentRun | undefined => latestThroughTime;

async function withProgress<
  Options extends { onStep?: (event: StepEvent) => void },
  History extends TrainingHistory<unknown>,
>(options: Options, later: string, begin: (options: Options) => Promise<History>): Promise<History> {
  const { onStep } = options ?? {};
  // The loop itself refuses what cannot be called.
  if (onStep !== undefined && typeof onStep !== "function") return begin(options);
  const bar = progress("Training");
  const history = await begin({
    ...options,
    onStep(event: StepEvent) {
      bar.update(event.step / event.steps, `step ${event.step}, loss ${event.loss.toPrecision(4)}`);
      onStep?.(event);
    },
  });
  const interrupted = history.stopped === "interrupted";
  const kept = interrupted ? ` The history so far is in ${later}.` : "";
  bar.finish(`${history.message} ${history.seconds.toFixed(1)} s on ${history.backend}.${kept}`, interrupted);
  return history;
}
