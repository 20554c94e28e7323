import type { Net } from "../architecture/net";
import { type Dataset, requireDataset } from "../data/dataset";
import { InvalidArgument, requireChoice, requireKnownKeys, requireNumber } from "../errors";
import type { Optimizer } from "../optimizers/optimizer";
import type { Schedule } from "../optimizers/schedule";
import { type ProbeName, probeNames } from "../probes";

/** A look at data that is not trained on. */
export interface Validation {
  data: Dataset;
  /** Steps between looks, 1 up; default a twentieth of the run. */
  every?: number;
  /** Ends the run after this many looks without a lower loss, 1 up; default never. */
  patience?: number;
}

/** What `train` takes. */
export interface TrainOptions {
  data: Dataset;
  /** Number of updates, 1 up. */
  steps: number;
  /** Examples per update, 1 to the number of points; default 128, or all points where there are fewer. */
  batch?: number;
  /** The update rule, such as sgd(0.05). */
  optimizer: Optimizer;
  /** Factor on the learning rate over the steps, such as cosine(); default 1 throughout. */
  schedule?: Schedule;
  /** Limits to gradients: `norm` of all together (scaled down), absolute `value` of each entry (cut off); above 0. */
  clip?: { norm?: number; value?: number };
  /** λ of an L2 penalty ½λ‖W‖² on weight matrices, 0 to 1; default 0. */
  weightDecay?: number;
  /** Data to look at in between, and when to stop early. */
  validation?: Validation;
  /** Probes to record besides the gradient norms. */
  probes?: readonly ProbeName[];
  /** Steps between two recordings of the probes, 1 up; default 10. */
  probeEvery?: number;
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

/** The options of `train` with their defaults filled in. */
export type Plan = Required<Omit<TrainOptions, "validation" | "onStep">> & {
  validation?: Required<Validation>;
  onStep?: TrainOptions["onStep"];
};

const KEYS = ["data", "steps", "batch", "optimizer", "schedule", "clip", "weightDecay", "validation", "probes", "probeEvery", "seed", "onStep"]; // prettier-ignore
const RULES = ["sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw", "normalizedSgd"];

/**
 * Checks the options of `train` and fills in their defaults.
 * @throws InvalidArgument naming the first rule that is broken
 */
export function planOf(net: Net, options: TrainOptions): Plan {
  requireKnownKeys("train options", options, KEYS);
  net.requireAlive();
  const { data, optimizer, schedule = () => 1, clip = {}, probes = [], onStep } = options;
  const fits = (part: Dataset): void => requireDataset(part, net.description);
  fits(data);
  if (typeof optimizer?.update !== "function") {
    throw new InvalidArgument(
      "train optimizer",
      "must be an optimizer",
      optimizer,
      RULES.map((rule) => `${rule}(rate)`),
    );
  }
  if (typeof schedule !== "function") {
    throw new InvalidArgument("train schedule", "must be a schedule", schedule, [
      "cosine()",
      "stepDecay({ every })",
      "warmup({ steps })",
    ]);
  }
  requireKnownKeys("train clip", clip, ["norm", "value"]);
  for (const [kind, limit] of Object.entries(clip)) requireNumber(`train clip ${kind}`, limit, { above: 0 });
  if (!Array.isArray(probes))
    throw new InvalidArgument("train probes", "must be a list of names", probes, probeNames);
  for (const name of probes) requireChoice("train probes", name, probeNames);
  const most = data.points;
  const steps = requireNumber("train steps", options.steps, { min: 1, whole: true });
  return {
    data,
    optimizer,
    schedule,
    clip,
    probes,
    steps,
    batch: requireNumber("train batch", options.batch ?? Math.min(128, most), {
      min: 1,
      max: most,
      whole: true,
    }),
    weightDecay: requireNumber("train weightDecay", options.weightDecay ?? 0, { min: 0, max: 1 }),
    probeEvery: requireNumber("train probeEvery", options.probeEvery ?? 10, { min: 1, whole: true }),
    seed: requireNumber("train seed", options.seed ?? net.description.seed, {
      min: 0,
      max: 2 ** 32 - 1,
      whole: true,
    }),
    ...(options.validation ? { validation: validationOf(options.validation, steps, fits) } : {}),
    ...(onStep ? { onStep } : {}),
  };
}

function validationOf(given: Validation, steps: number, fits: (data: Dataset) => void): Required<Validation> {
  requireKnownKeys("train validation", given, ["data", "every", "patience"]);
  const { data, every = Math.max(1, Math.floor(steps / 20)), patience = Infinity } = given;
  fits(data);
  requireNumber("train validation every", every, { min: 1, whole: true });
  if (patience !== Infinity) requireNumber("train validation patience", patience, { min: 1, whole: true });
  return { data, every, patience };
}
