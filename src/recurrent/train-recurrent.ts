import { backend, type BackendName } from "../backend/backend";
import { batches } from "../data/batch";
import type { SequenceDataset } from "../data/dataset";
import { InvalidArgument, requireKnownKeys, requireNumber } from "../errors";
import type { Optimizer } from "../optimizers/optimizer";
import { norm, rms } from "../probes/norm";
import { random } from "../random/random";
import { watchInterrupt } from "../training/interrupt";
import type { StepEvent } from "../training/options";
import type { RecurrentDescription } from "./description";
import type { RecurrentNet } from "./net";
import { requireSequences } from "./sequences";
import { type RecurrentPass, RecurrentSession } from "./session";

/** What `trainRecurrent` takes. */
export interface RecurrentTrainOptions {
  data: SequenceDataset;
  /** Number of updates, 1 up. */
  steps: number;
  /** Sequences per update, 1 to the number of points; default 32, or all where there are fewer. */
  batch?: number;
  /** The update rule, such as adam(0.01). */
  optimizer: Optimizer;
  /** Limits to gradients: `norm` of all together (scaled down), absolute `value` of each entry (cut off); above 0. */
  clip?: { norm?: number; value?: number };
  /** Seed of the shuffling; default the net's own. */
  seed?: number;
  /** Called after every step. */
  onStep?: (event: StepEvent) => void;
}

/** The history of a recurrent net's training. */
export interface RecurrentRun {
  description: RecurrentDescription;
  /** The batch's mean loss before each update, in nats (or half squared error). */
  loss: number[];
  /** The share of the batch predicted right before each update. */
  accuracy: number[];
  /** The norm of all gradients together before clipping. */
  gradientNorm: number[];
  /** rms of ∂C/∂h_t: `hiddenGradientRms[step][t]`. */
  hiddenGradientRms: number[][];
  /** Why it ended; "diverged" when the loss or the gradient was no longer a finite number. */
  stopped: "finished" | "interrupted" | "diverged";
  backend: BackendName;
}

const KEYS = ["data", "steps", "batch", "optimizer", "clip", "seed", "onStep"];

/**
 * Trains a recurrent net by backpropagation through all time steps and records the gradient at every one of them.
 *
 * Jupyter's interrupt (SIGINT) and a loss that is not finite end it early, with the history so far. The same net, data and
 * seed give the same run, bit for bit, on the same backend.
 * @throws InvalidArgument before anything runs
 */
export async function trainRecurrent(
  net: RecurrentNet,
  options: RecurrentTrainOptions,
): Promise<RecurrentRun> {
  const { data, steps, batch, optimizer, clip, seed, onStep } = planOf(net, options);
  const run: RecurrentRun = { description: net.description, loss: [], accuracy: [], gradientNorm: [], hiddenGradientRms: [], stopped: "finished", backend: backend().name }; // prettier-ignore
  // Before the first await a kernel's own SIGINT watchdog would take ours away; see `train`.
  await turn();
  const interrupt = watchInterrupt();
  const session = new RecurrentSession(net);
  try {
    const source = batches(data, batch, random(seed, "batches"));
    for (let step = 0; step < steps && run.stopped === "finished"; step++) {
      const pass = session.backward(source.next().value);
      try {
        record(run, pass);
        if (run.stopped === "finished")
          pass.update(optimizer, { clipNorm: clip.norm, clipValue: clip.value });
      } finally {
        pass.close();
      }
      onStep?.({ step: step + 1, steps, loss: pass.loss, accuracy: pass.accuracy });
      await turn();
      if (interrupt.requested && run.stopped === "finished") run.stopped = "interrupted";
    }
    session.save();
  } finally {
    session.close();
    interrupt.close();
  }
  return run;
}

/** A turn of the event loop. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function record(run: RecurrentRun, { loss, accuracy, size, trace, gradients }: RecurrentPass): void {
  const gradientNorm = Math.hypot(...gradients().map(norm));
  run.loss.push(loss);
  run.accuracy.push(accuracy);
  run.gradientNorm.push(gradientNorm);
  run.hiddenGradientRms.push(trace.gradientsOf("hidden")!.map((gradient) => size * rms(gradient)));
  if (!Number.isFinite(loss) || !Number.isFinite(gradientNorm)) run.stopped = "diverged";
}

function planOf(
  net: RecurrentNet,
  options: RecurrentTrainOptions,
): Required<Omit<RecurrentTrainOptions, "onStep">> & Pick<RecurrentTrainOptions, "onStep"> {
  requireKnownKeys("trainRecurrent options", options, KEYS);
  const { data, optimizer, clip = {}, seed = net.description.seed, onStep } = options;
  requireSequences(data, net.description);
  if (typeof optimizer?.update !== "function")
    throw new InvalidArgument(
      "trainRecurrent optimizer",
      "must be an optimizer such as adam(0.01)",
      optimizer,
    );
  requireKnownKeys("trainRecurrent clip", clip, ["norm", "value"]);
  for (const [kind, limit] of Object.entries(clip))
    requireNumber(`trainRecurrent clip ${kind}`, limit, { above: 0 });
  const most = data.points;
  return {
    data,
    optimizer,
    clip,
    steps: requireNumber("trainRecurrent steps", options.steps, { min: 1, whole: true }),
    batch: requireNumber("trainRecurrent batch", options.batch ?? Math.min(32, most), { min: 1, max: most, whole: true }), // prettier-ignore
    seed: requireNumber("trainRecurrent seed", seed, { min: 0, max: 2 ** 32 - 1, whole: true }),
    ...(onStep ? { onStep } : {}),
  };
}
