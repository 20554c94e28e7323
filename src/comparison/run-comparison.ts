import type { NetDescription, NetOptions } from "../architecture/description";
import { describe } from "../architecture/description";
import { mlp, type Net } from "../architecture/net";
import { batchOf } from "../data/batch";
import { requireNet } from "../architecture/require-net";
import { type Dataset, requireDataset } from "../data/dataset";
import { evaluate } from "../engine/answers";
import {
  InvalidArgument,
  requireFields,
  requireKnownKeys,
  requireNumber,
  requireObject,
  requireNumberList,
  isList,
} from "../errors";
import type { Optimizer } from "../optimizers/optimizer";
import type { ProbeName } from "../probes";
import { asked, measure, type Report } from "../probes/measure";
import { htmlTable } from "../html";
import { counted, digits, shown, textTable } from "../shown";
import { turn, watchInterrupt } from "../training/interrupt";
import type { TrainOptions } from "../training/options";
import type { Run } from "../training/run";
import { runTraining, trainingPlan } from "../training/run-training";
import { type Axes, type Combination, combinations } from "./grid";
import { factorOverSeeds } from "./over-seeds";
import { geometric, type Spread, spreadOf } from "./spread";

/** What all nets of a comparison share. */
export interface CompareOptions {
  /** The options of `mlp` that all nets have; `inputs` and `outputs` default to the data's. */
  base?: Partial<Omit<NetOptions, "seed">>;
  /** What they are measured on, and trained on. */
  data: Dataset;
  /** How many seeds, 1 to 1000 (they are then 1, 2, 3, …), or the seeds themselves; default 3. */
  seeds?: number | ArrayLike<number>;
  /** Probes besides the usual ones that the nets are measured by before training, as `measure` takes them; default none. */
  probes?: readonly ProbeName[];
  /** The options of `train` without the data, such as `{ steps: 200, optimizer: sgd(0.05) }`; default: they are only measured. */
  training?: Omit<TrainOptions, "data" | "optimizer"> & {
    /** The update rule, unless the optimizer is varied. */
    optimizer?: TrainOptions["optimizer"];
  };
}

/** One combination of a comparison, over its seeds. */
export interface ComparisonRow {
  /** The combination in short: "relu, depth 20". */
  name: string;
  /** Its values. */
  settings: Record<string, string | number>;
  /** The update rule, where it is varied. */
  optimizer?: Optimizer;
  /** What `measure` says of the net at initialization, for every seed. */
  reports: Report[];
  /** What `train` says, for every seed; empty where they were only measured. */
  runs: Run[];
  /** The factor of rms δ per hidden layer going back, at initialization; NaN for fewer than two. Its logarithm is averaged. */
  factorPerLayer: Spread;
  /** The loss over all the data, at the end of the training where there was one. */
  loss: Spread;
  /** The share that is classified rightly, likewise; NaN where there are no classes. */
  accuracy: Spread;
  /** Loss and accuracy at the last look at validation data; absent where there was none. */
  validation?: {
    /** Mean loss. */
    loss: Spread;
    /** The share that is classified rightly; NaN where there are no classes. */
    accuracy: Spread;
  };
}

/** Nets of every combination, measured or trained with several seeds. */
export interface Comparison {
  /** One for each combination, the last axis varying fastest. */
  rows: ComparisonRow[];
  /** The seeds of the nets, and of their batches. */
  seeds: number[];
  /** Whether it was interrupted: then rows are missing, or seeds in the last one. */
  interrupted: boolean;
}

/** Who follows a comparison on its way. */
export interface Follower {
  /** Given the comparison when it begins, to be filled. */
  begun?(comparison: Comparison): void;
  /** Told of the share that is done, from 0 to 1, and of what is at work. */
  progress?(share: number, detail: string): void;
}

const KEYS = ["base", "data", "seeds", "probes", "training"];

/**
 * Measures, or trains, a net for every combination of some options with several seeds.
 *
 * Each is what `measure(mlp({ …, seed }), data)` and `train(mlp({ …, seed }), { data, …training })` give, bit for bit. Jupyter's
 * interrupt (SIGINT) ends it early with what is done.
 * @throws InvalidArgument before anything is built
 */
export async function runComparison(
  axes: Axes,
  options: CompareOptions,
  { begun, progress }: Follower = {},
): Promise<Comparison> {
  const all = combinations(axes);
  requireKnownKeys("compare options", options, KEYS);
  asked({ probes: options.probes }, "compare");
  const seeds = seedsOf(options.seeds ?? 3);
  const nets = all.map((one) => ({ one, ...netsOf(one, options, seeds[0]) }));
  const trainings = nets.map(({ one, description }) => trainingOf(one, options, description));
  const comparison: Comparison = shown({ rows: [], seeds, interrupted: false }, textOf, outputOf);
  begun?.(comparison);
  const interrupt = await watchInterrupt();
  try {
    for (const [i, { one, make }] of nets.entries()) {
      const found: Found[] = [];
      comparison.rows.push(rowOf(one, found));
      for (const [j, seed] of seeds.entries()) {
        const tell = (share: number): void =>
          progress?.((i * seeds.length + j + share) / (nets.length * seeds.length), `${one.name}, seed ${seed}`); // prettier-ignore
        const result = await look(make(seed), options, trainings[i], tell);
        if (!interrupt.requested) {
          found.push(result);
          comparison.rows[i] = rowOf(one, found);
          tell(1);
          await turn();
        }
        if (interrupt.requested) {
          comparison.interrupted = i < nets.length - 1 || found.length < seeds.length;
          if (found.length === 0) comparison.rows.pop();
          return comparison;
        }
      }
    }
    return comparison;
  } finally {
    interrupt.close();
  }
}

/** What came of one net. */
interface Found {
  report: Report;
  run?: Run;
  loss: number;
  accuracy: number;
}

/** Measures one net, and trains it where that is asked for. */
async function look(
  net: Net,
  { data, probes }: CompareOptions,
  training: Omit<TrainOptions, "data"> | undefined,
  tell: (share: number) => void,
): Promise<Found> {
  const report = measure(net, data, { probes });
  if (!training) return { report, loss: report.loss, accuracy: report.accuracy };
  const run = await runTraining(net, {
    data,
    ...training,
    onStep(event) {
      tell(event.step / event.steps);
      training.onStep?.(event);
    },
  });
  const { loss, accuracy } = evaluate(net, batchOf(data));
  return { report, run, loss, accuracy };
}

function rowOf({ name, settings, optimizer }: Combination, found: readonly Found[]): ComparisonRow {
  const reports = found.map(({ report }) => report);
  const runs = found.flatMap(({ run }) => run ?? []);
  const looks = runs.filter(({ validation }) => validation.steps.length > 0).map(({ validation }) => validation); // prettier-ignore
  const last = (curve: "loss" | "accuracy"): Spread => spreadOf(looks.map((look) => look[curve].at(-1)!));
  return {
    name,
    settings,
    ...(optimizer && { optimizer }),
    reports,
    runs,
    factorPerLayer: geometric(factorOverSeeds(reports, "deltaRms")),
    loss: spreadOf(found.map(({ loss }) => loss)),
    accuracy: spreadOf(found.map(({ accuracy }) => accuracy)),
    ...(looks.length > 0 && { validation: { loss: last("loss"), accuracy: last("accuracy") } }),
  };
}

function seedsOf(seeds: unknown): number[] {
  const list = isList(seeds)
    ? requireNumberList("compare seeds", seeds, { min: 0, max: 2 ** 32 - 1, whole: true, least: 1 })
    : Array.from({ length: requireNumber("compare seeds", seeds, { min: 1, max: 1000, whole: true }) }, (_, i) => i + 1); // prettier-ignore
  const twice = list.find((seed, i) => list.indexOf(seed) !== i);
  if (twice !== undefined) throw new InvalidArgument("compare seeds", "must not have one twice", twice);
  return list;
}

/** What makes the nets of a combination, and what they are like, checked. */
function netsOf(
  one: Combination,
  options: CompareOptions,
  seed: number,
): { description: NetDescription; make: (seed: number) => Net } {
  if (!one.make) {
    const description = descriptionOf(one, options, seed);
    return { description, make: (drawn) => mlp({ ...description, seed: drawn }) };
  }
  if (options.base !== undefined)
    throw new InvalidArgument("compare base", "must be left out where nets are given", options.base);
  const made = (drawn: number): Net => {
    const net: Net = one.make!(drawn);
    requireNet(`compare net ${one.name}`, net);
    requireDataset(options.data, net.description);
    return net;
  };
  const first = made(seed);
  const make = (drawn: number): Net => {
    const net = drawn === seed ? first : made(drawn);
    // A copy, so that no training goes on in a net of the reader's.
    return options.training ? mlp(net.description).setParameters(net.parameters) : net;
  };
  return { description: first.description, make };
}

/** The net of a combination, checked and written out, with the data's inputs and outputs where none are given. */
function descriptionOf(one: Combination, { base = {}, data }: CompareOptions, seed: number): NetDescription {
  requireObject("compare base", base);
  requireFields("compare data", data, { inputs: "list", labels: "list", points: "number" }, "a data set");
  const own = data?.targets ? data.targets.length / data.points : data?.classes;
  const sizes = { inputs: data?.features, outputs: own };
  const description = describe({ ...sizes, depth: 1, width: 32, ...base, ...one.options, seed } as NetOptions, "compare"); // prettier-ignore
  requireDataset(data, description);
  return description;
}

function trainingOf(
  { optimizer }: Combination,
  { data, training }: CompareOptions,
  description: NetDescription,
): Omit<TrainOptions, "data"> | undefined {
  if (training === undefined) {
    if (optimizer) throw new InvalidArgument("compare optimizer", "needs training: { steps }", optimizer.name); // prettier-ignore
    return undefined;
  }
  const known = ["steps", "optimizer"];
  requireObject("compare training", training);
  if ("data" in training) throw new InvalidArgument("compare training", "has no such option", "data", known);
  if (optimizer && training.optimizer)
    throw new InvalidArgument("compare training optimizer", "must not be given where it is varied", optimizer.name); // prettier-ignore
  const whole = { ...training, optimizer: optimizer ?? training.optimizer! };
  trainingPlan(description, { ...whole, data }, "compare training");
  return whole;
}

/** What it is, in a sentence. */
function sentenceOf({ rows, seeds, interrupted }: Comparison): string {
  const end = interrupted ? " It was interrupted." : "";
  return `${counted(rows.length, "net")}, ${counted(seeds.length, "seed")} each, mean ± standard deviation over seeds.${end}`;
}

const FIELDS = "It has: rows, seeds, interrupted; charts.comparison draws it.";

const textOf = (comparison: Comparison): string =>
  `Comparison: ${sentenceOf(comparison)}\n\n${textTable(linesOf(comparison))}\n\n${FIELDS}`;

/** Text and a table, of which a notebook shows the latter. */
const outputOf = (comparison: Comparison): Record<string, string> => ({
  "text/plain": textOf(comparison),
  "text/html": htmlTable(sentenceOf(comparison), linesOf(comparison)),
});

/** A line for each combination, mean ± standard deviation over the seeds. */
function linesOf({ rows }: Comparison): Record<string, string>[] {
  const trained = rows.some(({ runs }) => runs.length > 0);
  const validated = rows.some(({ validation }) => validation);
  return rows.map(({ settings, factorPerLayer, loss, accuracy, validation }) => ({
    ...Object.fromEntries(Object.entries(settings).map(([axis, value]) => [axis, String(value)])),
    "rms δ per layer": Number.isNaN(factorPerLayer.mean) ? "–" : `× ${withSpread(factorPerLayer)}`,
    [trained ? "loss at the end" : "loss"]: withSpread(loss),
    accuracy: withSpread(accuracy),
    ...(validated && { "validation loss": withSpread(validation?.loss) }),
    ...(validated && { "validation accuracy": withSpread(validation?.accuracy) }),
  }));
}

const NOTHING: Spread = { mean: Number.NaN, low: Number.NaN, high: Number.NaN };

function withSpread({ mean, low, high }: Spread = NOTHING): string {
  return Number.isNaN(mean) ? "–" : `${digits(mean)} ± ${Number(((high - low) / 2).toPrecision(2))}`;
}
