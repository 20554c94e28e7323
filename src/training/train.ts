import type { LayerGradients } from "../architecture/hooks";
import type { NetDescription } from "../architecture/description";
import type { Net } from "../architecture/net";
import { type BackendName, backend } from "../backend/backend";
import { batches } from "../data/batch";
import { type Dataset, requireDataset } from "../data/dataset";
import { ReferenceSession } from "../engine/reference";
import type { Session } from "../engine/executor";
import { InvalidArgument, requireKnownKeys, requireNumber } from "../errors";
import type { Optimizer } from "../optimizers/optimizer";
import { layerGradients } from "../probes";
import { random } from "../random/random";
import { watchInterrupt } from "./interrupt";

/** What `train` takes. */
export interface TrainOptions {
  data: Dataset;
  /** Number of updates, 1 up. */
  steps: number;
  /** Examples per update, 1 to the number of points; default 128, or all points where there are fewer. */
  batch?: number;
  /** The update rule, such as sgd(0.05). */
  optimizer: Optimizer;
  /** Seed of the shuffling; default the net's own. */
  seed?: number;
  /** Called after every step. */
  onStep?: (event: StepEvent) => void;
}

/** What `onStep` is given. */
export interface StepEvent {
  /** Steps done so far, from 1. */
  step: number;
  steps: number;
  loss: number;
  accuracy: number;
}

/** Why a run ended. */
export type StopReason = "finished" | "interrupted" | "diverged" | "disposed";

/** The history of a training run. */
export interface Run {
  description: NetDescription;
  /** The batch's mean loss before each update, in nats. */
  loss: number[];
  /** The share of the batch predicted right before each update. */
  accuracy: number[];
  /** Every layer's gradient norms in each step: `gradients[step][layer]`. */
  gradients: LayerGradients[][];
  /** Why it ended; "diverged" when the loss or a gradient was no longer a finite number. */
  stopped: StopReason;
  /** One sentence on the end, such as where it diverged. */
  message: string;
  seconds: number;
  backend: BackendName;
}

const KEYS = ["data", "steps", "batch", "optimizer", "seed", "onStep"];

/**
 * Trains a net and records loss, accuracy and every layer's gradient norms at every step.
 *
 * Jupyter's interrupt (SIGINT), `net.dispose()` and a loss that is not finite end it early; the promise still resolves,
 * with the history so far. The same net, data and seed give the same run, bit for bit, on the same backend.
 * @throws InvalidArgument before anything runs
 */
export async function train(net: Net, options: TrainOptions): Promise<Run> {
  const { data, steps, batch, optimizer, seed } = checked(net, options);
  const run: Run = {
    description: net.description,
    loss: [],
    accuracy: [],
    gradients: [],
    stopped: "finished",
    message: "",
    seconds: 0,
    backend: backend().name,
  };
  // A kernel runs a cell up to its first await under Node's own SIGINT watchdog, which takes with it every handler that
  // is set meanwhile: set there, ours would be gone and the signal would end the kernel.
  await turn();
  const start = performance.now();
  const interrupt = watchInterrupt();
  const session = new ReferenceSession(net);
  try {
    const source = batches(data, batch, random(seed, "batches"));
    for (let step = 0; step < steps && run.stopped === "finished"; step++) {
      advance(net, session, source.next().value, optimizer, run);
      options.onStep?.({ step: step + 1, steps, loss: run.loss[step], accuracy: run.accuracy[step] });
      // Without it, the interrupt's signal would never be delivered.
      await turn();
      if (run.stopped !== "finished") break;
      if (interrupt.requested) run.stopped = "interrupted";
      if (net.disposed) run.stopped = "disposed";
    }
    session.save();
  } finally {
    session.close();
    interrupt.close();
  }
  run.seconds = (performance.now() - start) / 1000;
  run.message ||= summary(run, steps);
  return run;
}

/** A turn of the event loop. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** One step: backward pass, record, hooks, update. */
function advance(
  net: Net,
  session: Session,
  batch: Parameters<Session["backward"]>[0],
  optimizer: Optimizer,
  run: Run,
): void {
  const pass = session.backward(batch, { training: true });
  try {
    const layers = pass.layers.map((layer) => layerGradients(layer, optimizer.parameters["rate"]));
    const step = run.loss.push(pass.loss) - 1;
    run.accuracy.push(pass.accuracy);
    run.gradients.push(layers);
    net.notify({ source: "train", step, loss: pass.loss, layers });
    const broken = layers.filter((layer) => !Number.isFinite(layer.weightNorm)).at(-1);
    if (Number.isFinite(pass.loss) && !broken) {
      pass.update(optimizer);
      return;
    }
    run.stopped = "diverged";
    const where = broken ? `the gradient of layer ${broken.layer}` : "the loss";
    run.message = `Step ${step}: ${where} is no longer a finite number. Try a smaller learning rate, or smaller weights.`;
  } finally {
    pass.close();
  }
}

function checked(net: Net, options: TrainOptions): Required<Omit<TrainOptions, "onStep">> {
  requireKnownKeys("train options", options, KEYS);
  net.requireAlive();
  const { data, optimizer } = options;
  requireDataset(data, net.description.inputs, net.description.outputs);
  if (typeof optimizer?.update !== "function") {
    throw new InvalidArgument("train optimizer", "must be an optimizer", optimizer, [
      "sgd(rate)",
      "momentum(rate)",
      "adagrad(rate)",
      "rmsprop(rate)",
      "adam(rate)",
    ]);
  }
  const most = data.points;
  return {
    data,
    optimizer,
    steps: requireNumber("train steps", options.steps, { min: 1, whole: true }),
    batch: requireNumber("train batch", options.batch ?? Math.min(128, most), {
      min: 1,
      max: most,
      whole: true,
    }),
    seed: requireNumber("train seed", options.seed ?? net.description.seed, {
      min: 0,
      max: 2 ** 32 - 1,
      whole: true,
    }),
  };
}

function summary({ stopped, loss }: Run, steps: number): string {
  const done = `${loss.length} of ${steps} steps, loss ${loss[0].toPrecision(4)} → ${loss.at(-1)!.toPrecision(4)}`;
  if (stopped === "interrupted") return `Interrupted: ${done}.`;
  return stopped === "disposed" ? `The net was disposed: ${done}.` : `${done}.`;
}
