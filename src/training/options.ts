import type { Dataset } from "../data/dataset";
import type { UpdateRule } from "../engine/executor";
import { InvalidArgument, requireChoice, requireKnownKeys, requireNumber } from "../errors";
import type { Optimizer } from "../optimizers/optimizer";
import type { Schedule } from "../optimizers/schedule";
import type { ProbeName } from "../probes";

/** A look at data that is not trained on. */
export interface Validation<Data extends Dataset = Dataset> {
  /** What is looked at, of the same shape as the training data. */
  data: Data;
  /** Steps between looks, 1 up; default a twentieth of the run. */
  every?: number;
  /** Ends the run after this many looks without a lower loss, 1 up; default never. */
  patience?: number;
}

/** What `train` takes. */
export interface TrainOptions<Data extends Dataset = Dataset, Probe extends string = ProbeName> {
  /** What to train on. */
  data: Data;
  /** Number of updates, 1 up. */
  steps: number;
  /** Examples per update, 1 to the number of points; default 128, or all points where there are fewer. */
  batch?: number;
  /** The update rule, such as sgd(0.05). */
  optimizer: Optimizer;
  /** Factor on the learning rate over the steps, such as cosine(); default 1 throughout. */
  schedule?: Schedule;
  /** Limits to gradients: `norm` of all together (scaled down), absolute `value` of each entry (cut off); above 0. */
  clip?: {
    /** The largest Euclidean norm of all gradients together. */
    norm?: number;
    /** The largest absolute value of one entry. */
    value?: number;
  };
  /** λ of an L2 penalty ½λ‖W‖² on weight matrices, 0 to 1; default 0. */
  weightDecay?: number;
  /** Data to look at in between, and when to stop early. */
  validation?: Validation<Data>;
  /** Steps between two that are recorded, 1 up; default 1. It doubles whenever the history would take more than 64 MB. */
  every?: number;
  /** Probes to record besides the gradient norms. */
  probes?: readonly Probe[];
  /** Steps between two recordings of the probes, 1 up; default 10. */
  probeEvery?: number;
  /** Seed of the shuffling; default the net's own. */
  seed?: number;
  /**
   * Whether XLA compiles the steps after the 64th, in float32, which takes seconds; default false. Ten thousand steps of twenty layers or
   * more, 16 to 40 units wide, gain by it; other nets do not. `run.executor` says whether it could: it needs the backend `node`, and
   * numbers that float32 holds.
   */
  compile?: boolean;
  /** Called for every step, in order; the steps of a block that runs as one call are done when the first is told of, and `net.parameters` as they were. */
  onStep?: (event: StepEvent) => void;
}

/** What `onStep` is given. */
export interface StepEvent {
  /** Steps done so far, from 1. */
  step: number;
  /** Steps of the whole run. */
  steps: number;
  /** The batch's mean loss before the update, in nats (or half squared error). */
  loss: number;
  /** The share of the batch that was classified rightly. */
  accuracy: number;
  /** What comes before the next step and takes seconds; absent where nothing does. */
  next?: "compiling";
}

/** The options of a training with their defaults filled in. */
export type Plan<Data extends Dataset = Dataset, Probe extends string = string> = Required<
  Omit<TrainOptions<Data, Probe>, "validation" | "onStep">
> & {
  validation?: Required<Validation<Data>>;
  onStep?: TrainOptions["onStep"];
};

/** What one kind of net asks of the options of its training. */
export interface OptionRules<Data extends Dataset, Probe extends string> {
  /** The function that takes the options; errors begin with it. */
  name: string;
  /** The seed where none is given. */
  seed: number;
  /** Examples per update where no number is given, and there are as many. */
  batch: number;
  /** The probes that there are. */
  probes: readonly Probe[];
  /** Whether its steps can be compiled. */
  compiles?: boolean;
  /** Throws unless a data set is whole and fits the net. */
  requireData(data: Data): void;
}

const KEYS = ["data", "steps", "batch", "optimizer", "schedule", "clip", "weightDecay", "validation", "every", "probes", "probeEvery", "seed", "onStep"]; // prettier-ignore
const OPTIMIZERS = ["sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw", "normalizedSgd"];
const SCHEDULES = ["cosine()", "stepDecay({ every })", "warmup({ steps })"];

/**
 * Checks the options of a training and fills in their defaults.
 * @throws InvalidArgument naming the first rule that is broken
 */
export function planOf<Data extends Dataset, Probe extends string>(
  options: TrainOptions<Data, Probe>,
  rules: OptionRules<Data, Probe>,
): Plan<Data, Probe> {
  const { name } = rules;
  requireKnownKeys(`${name} options`, options, [...KEYS, ...(rules.compiles ? ["compile"] : [])]);
  const { data, optimizer, schedule = () => 1, clip = {}, probes = [], compile = false, onStep } = options;
  rules.requireData(data);
  if (typeof optimizer?.update !== "function") {
    const names = OPTIMIZERS.map((rule) => `${rule}(rate)`);
    throw new InvalidArgument(`${name} optimizer`, "must be an optimizer", optimizer, names);
  }
  if (typeof schedule !== "function")
    throw new InvalidArgument(`${name} schedule`, "must be a schedule", schedule, SCHEDULES);
  if (onStep !== undefined && typeof onStep !== "function")
    throw new InvalidArgument(`${name} onStep`, "must be a function", onStep);
  if (typeof compile !== "boolean")
    throw new InvalidArgument(`${name} compile`, "must be true or false", compile);
  requireKnownKeys(`${name} clip`, clip, ["norm", "value"]);
  for (const [kind, limit] of Object.entries(clip))
    requireNumber(`${name} clip ${kind}`, limit, { above: 0 });
  if (!Array.isArray(probes))
    throw new InvalidArgument(`${name} probes`, "must be a list of names", probes, rules.probes);
  for (const probe of probes) requireChoice(`${name} probes`, probe, rules.probes);
  const count = (key: "steps" | "batch" | "every" | "probeEvery", value: unknown, max?: number): number =>
    requireNumber(`${name} ${key}`, value, { min: 1, ...(max && { max }), whole: true });
  const steps = count("steps", options.steps);
  const { batch = Math.min(rules.batch, data.points), seed = rules.seed } = options;
  return {
    data,
    optimizer,
    schedule,
    clip,
    probes,
    steps,
    batch: count("batch", batch, data.points),
    weightDecay: requireNumber(`${name} weightDecay`, options.weightDecay ?? 0, { min: 0, max: 1 }),
    every: count("every", options.every ?? 1),
    probeEvery: count("probeEvery", options.probeEvery ?? 10),
    seed: requireNumber(`${name} seed`, seed, { min: 0, max: 2 ** 32 - 1, whole: true }),
    compile,
    ...(options.validation && { validation: validationOf(options.validation, steps, rules) }),
    ...(onStep && { onStep }),
  };
}

function validationOf<Data extends Dataset, Probe extends string>(
  given: Validation<Data>,
  steps: number,
  { name, requireData }: OptionRules<Data, Probe>,
): Required<Validation<Data>> {
  requireKnownKeys(`${name} validation`, given, ["data", "every", "patience"]);
  const { data, every = Math.max(1, Math.floor(steps / 20)), patience = Infinity } = given;
  requireData(data);
  requireNumber(`${name} validation every`, every, { min: 1, whole: true });
  if (patience !== Infinity) requireNumber(`${name} validation patience`, patience, { min: 1, whole: true });
  return { data, every, patience };
}

/** What a plan says of the updates. */
export const ruleOf = ({ optimizer, clip, weightDecay }: Plan): UpdateRule => ({
  optimizer,
  clipNorm: clip.norm,
  clipValue: clip.value,
  weightDecay,
});
