import type { Net } from "../architecture/net";
import type { TrainOptions } from "../training/options";
import type { Run } from "../training/run";
import { train as run } from "../training/train";
import { progress } from "./progress";

let latest: Run | undefined;

/**
 * Trains a net and records loss, accuracy and every layer's gradient norms at every step, with live progress.
 *
 * Jupyter's interrupt, `net.dispose()` and a loss that is not finite end it early, and the history so far is the result;
 * as an interrupted cell loses its result, `lastRun()` gives it too.
 * The same net, data and seed give the same run, bit for bit, on the same backend.
 * @throws InvalidArgument before anything runs
 */
export async function train(net: Net, options: TrainOptions): Promise<Run> {
  const bar = progress("Training");
  latest = await run(net, {
    ...options,
    onStep(event) {
      bar.update(event.step / event.steps, `step ${event.step}, loss ${event.loss.toPrecision(4)}`);
      options.onStep?.(event);
    },
  });
  bar.finish(`${latest.message} ${latest.seconds.toFixed(1)} s on ${latest.backend}.`);
  return latest;
}

/** The latest run of this process, also one whose cell was interrupted; undefined before the first. */
export const lastRun = (): Run | undefined => latest;
