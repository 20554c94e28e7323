import type { Net } from "../architecture/net";
import type { RecurrentNet } from "../recurrent/net";
import {
  type RecurrentRun,
  type RecurrentTrainOptions,
  runTrainingThroughTime,
} from "../recurrent/run-training-through-time";
import type { StepEvent, TrainOptions } from "../training/options";
import type { Run, TrainingHistory } from "../training/run";
import { runTraining } from "../training/run-training";
import { progress } from "./progress";

let latest: Run | undefined;
let latestThroughTime: RecurrentRun | undefined;

/**
 * Trains a net and records loss, accuracy and every layer's gradient norms at every step, with live progress.
 *
 * Of a history that would take more than 64 MB every other step is left out, again and again: any number of steps is right.
 *
 * Jupyter's interrupt, `net.dispose()` and a loss that is not finite end it early, and the history so far is the result;
 * as an interrupted cell loses its result, `lastRun()` gives it too.
 * The same net, data and seed give the same run, bit for bit, on the same backend.
 * @throws InvalidArgument before anything runs; what a listener throws, with all finished steps kept in net and `lastRun()`
 */
export async function train(net: Net, options: TrainOptions): Promise<Run> {
  return withProgress(options, "lastRun()", (all) => runTraining(net, all, (begun) => (latest = begun)));
}

/**
 * Trains a recurrent net by backpropagation through all time steps and records loss, accuracy and the gradient at every
 * time step, with live progress.
 *
 * Of a history that would take more than 64 MB every other step is left out, again and again: any number of steps is right.
 *
 * Jupyter's interrupt, `net.dispose()` and a loss that is not finite end it early, and the history so far is the result;
 * as an interrupted cell loses its result, `lastRecurrentRun()` gives it too.
 * The same net, data and seed give the same run, bit for bit, on the same backend.
 * @throws InvalidArgument before anything runs; what a listener throws, with all finished steps kept in net and history
 */
export async function trainRecurrent(
  net: RecurrentNet,
  options: RecurrentTrainOptions,
): Promise<RecurrentRun> {
  const keep = (begun: RecurrentRun): void => void (latestThroughTime = begun);
  return withProgress(options, "lastRecurrentRun()", (all) => runTrainingThroughTime(net, all, keep));
}

/** The latest run of this process, also one whose cell was interrupted or failed; undefined before the first. */
export const lastRun = (): Run | undefined => latest;

/** The latest run of a recurrent net, also one whose cell was interrupted or failed; undefined before the first. */
export const lastRecurrentRun = (): RecurrentRun | undefined => latestThroughTime;

async function withProgress<
  Options extends { onStep?: (event: StepEvent) => void },
  History extends TrainingHistory<unknown>,
>(options: Options, later: string, begin: (options: Options) => Promise<History>): Promise<History> {
  const { onStep } = options ?? {};
  // The loop itself refuses what cannot be called.
  if (onStep !== undefined && typeof onStep !== "function") return begin(options);
  const bar = progress("Training");
  let begun = false;
  const history = await begin({
    ...options,
    onStep(event: StepEvent) {
      begun = true;
      const { step, steps, loss, next } = event;
      const detail = `step ${step}, ${next ?? `loss ${loss.toPrecision(4)}`}`;
      bar.update(step / steps, detail, loss, next !== undefined);
      onStep?.(event);
    },
  }).catch((error: unknown) => {
    bar.finish(begun ? `Ended by an error. The history so far is in ${later}.` : "It did not begin.", true);
    throw error;
  });
  const interrupted = history.stopped === "interrupted";
  const kept = interrupted ? ` The history so far is in ${later}.` : "";
  bar.finish(`${history.message} ${history.seconds.toFixed(1)} s on ${history.backend}.${kept}`, interrupted);
  return history;
}
