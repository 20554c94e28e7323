import { max } from "d3-array";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  activation,
  type ActivationInput,
  activationNames,
  prelu,
  rrelu,
  rreluDivisor,
} from "../../src/activations";
import type { NetOptions } from "../../src/architecture/description";
import { mlp, type Net } from "../../src/architecture/net";
import { TRAINED } from "../../src/architecture/parameters";
import type { TrainingSession, UpdateRule } from "../../src/engine/executor";
import { DOUBLE } from "../../src/engine/kernels/machine";
import { KernelTraining } from "../../src/engine/kernels/training";
import { ReferenceTraining } from "../../src/engine/reference-training";
import { initializerNames } from "../../src/initializers";
import { adagrad, adam, adamw, cosine, momentum, nesterov, normalizedSgd, rmsprop, type Schedule, sgd, stepDecay, warmup } from "../../src/optimizers"; // prettier-ignore
import { describeNamed } from "../../src/named";
import { random } from "../../src/random/random";
import { withEndings } from "../support/endings";
import { inSuite } from "../support/long";
import { jitter, randomBatch, type Trained, trainBy } from "./graph/support";

type Executor = new (net: Net, rule: UpdateRule) => TrainingSession;

/** A net and how it is trained. */
export interface Case {
  net: NetOptions;
  rule: UpdateRule;
  schedule: Schedule;
  size: number;
}

export const STEPS = 8;
export const rules = [
  sgd(0.1), momentum(0.05), nesterov(0.05), adagrad(0.05), rmsprop(0.005), adam(0.01), adamw(0.01, { decay: 0.1 }), normalizedSgd(0.02),
] as const; // prettier-ignore
export const activations: ActivationInput[] = [
  ...activationNames, prelu({ per: "unit" }), prelu({ initial: -0.5 }), rrelu({ lower: 0, upper: 1 }), rreluDivisor({ lower: 1, upper: 2 }),
]; // prettier-ignore
export const limits = [
  {},
  { clipNorm: 0.1 },
  { clipValue: 0.01 },
  { clipNorm: 0.1, clipValue: 0.01, weightDecay: 0.01 },
  { weightDecay: 0.1 },
];

/** Every initializer; those whose variance does not know the fans with one that fits such nets. */
const inits = initializerNames.map((name) =>
  name === "normal" || name === "uniform" ? { name, variance: 0.2 } : name,
);

const nets = fc.integer({ min: 0, max: 5 }).chain((depth) => {
  const perLayer = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T | T[]> =>
    fc.oneof(one, fc.array(one, { minLength: depth, maxLength: depth }));
  return withEndings(
    fc.record({
      inputs: fc.integer({ min: 1, max: 5 }),
      depth: fc.constant(depth),
      width: perLayer(fc.integer({ min: 2, max: 8 })),
      outputs: fc.integer({ min: 1, max: 4 }),
      activation: perLayer(fc.constantFrom(...activations)),
      init: fc.constantFrom(...inits),
      bias: fc.boolean(),
      normalization: fc.constantFrom("none", "batch", "layer"),
      residual: fc.oneof(
        fc.constant(false),
        fc.record({ every: fc.integer({ min: 1, max: 2 }), scale: fc.constantFrom(1, 0.5) }),
      ),
      dropout: fc.constantFrom(0, 0, 0.25, { rate: 0.25, kind: "alpha" as const }),
      seed: fc.nat({ max: 10_000 }),
    }) as fc.Arbitrary<NetOptions>,
  );
});

export const cases: fc.Arbitrary<Case> = fc.record({
  net: nets,
  rule: fc.record({
    optimizer: fc.constantFrom(...rules),
    clipNorm: fc.constantFrom(undefined, undefined, 0.2),
    clipValue: fc.constantFrom(undefined, undefined, 0.02),
    weightDecay: fc.constantFrom(0, 0.01),
  }),
  schedule: fc.constantFrom(() => 1, cosine(), stepDecay({ every: 4 }), warmup({ steps: 5 })),
  size: fc.integer({ min: 3, max: 12 }),
});

/** Trains a net by an executor. */
export function run(
  executor: Executor,
  { net: options, rule, schedule, size }: Case,
  { lengths = [STEPS], prepare = (net: Net) => net } = {},
): Trained {
  const net = prepare(jitter(mlp(options)));
  const batches = Array.from({ length: STEPS }, (_, k) => randomBatch(net.description, size, k));
  const factors = batches.map((_, k) => schedule(k, STEPS));
  return trainBy(executor, net, rule, batches, factors, lengths);
}

/** Changes every trained number by about two roundings of float32; each `k` by others. */
function rounded(net: Net, k: number): Net {
  const stream = random(net.description.seed, "rounding", k);
  for (const layer of net.parameters) {
    for (const name of TRAINED)
      layer[name]?.forEach((x, i, all) => (all[i] = x * (1 + 2 ** -22 * stream.normal())));
  }
  return net;
}

/** Every number of a training, in groups that have one scale: losses, and each layer's norms and parameters. */
function groups({ steps, parameters }: Trained): Record<string, ArrayLike<number>> {
  const found: Record<string, ArrayLike<number>> = { loss: steps.map(({ loss }) => loss) };
  steps[0].layers.forEach(({ layer }, l) => {
    for (const name of ["weightNorm", "biasNorm", "deltaRms", "updateRatio"] as const)
      found[`layer ${layer} ${name}`] = steps.map(({ layers }) => layers[l][name]);
  });
  return { ...found, ...parameters };
}

/** The largest difference. */
export const distance = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  max(Array.from(a, (x, i) => Math.abs(x - b[i]))) ?? 0;
/** The largest absolute value. */
export const size = (a: ArrayLike<number>): number => max(Array.from(a, Math.abs)) ?? 0;

/**
 * Holds a training to the reference's, as near as the problem allows.
 * @param others the reference's trainings from numbers that differ by float32's rounding: they show what that may do to a number over
 *   the steps
 * @returns the groups that are farther apart than that, and how far groups may be, relative to their largest number; the median
 */
function holdTogether(
  found: Trained,
  wanted: Trained,
  others: readonly Trained[],
): { off: string[]; slack: number } {
  // prettier-ignore
  expect(found.steps.map(({ broken }) => broken)).toEqual(wanted.steps.map(({ broken }) => broken));
  const [a, b, shaken] = [groups(found), groups(wanted), others.map(groups)];
  expect(Object.keys(a)).toEqual(Object.keys(b));
  const off: string[] = [];
  const slack = Object.keys(b).map((name) => {
    // A bias's gradient is a sum of δ which may cancel: its error is that of its parts.
    const parts = name.endsWith("biasNorm") ? size(b[name.replace("biasNorm", "deltaRms")]) : 0;
    const noise = Math.max(0, ...shaken.map((other) => distance(other[name], b[name])));
    const allowed = 16 * noise + 4e-6 * Math.max(size(b[name]), parts);
    const apart = distance(a[name], b[name]);
    if (!(apart <= allowed)) off.push(`${name}: ${apart} apart, not ${allowed}`);
    return allowed / Math.max(size(b[name]), 1e-30);
  });
  if (off.length === 0 && slack.every((x) => x < 1e-3)) {
    expect(found.steps.map(({ accuracy }) => accuracy)).toEqual(
      wanted.steps.map(({ accuracy }) => (Number.isNaN(accuracy) ? accuracy : expect.closeTo(accuracy, 6))),
    );
  }
  return { off, slack: slack.toSorted((x, y) => x - y)[Math.floor(slack.length / 2)] };
}

/**
 * Holds an executor's training to the reference's; where they are not as near as rounding of the last step alone would have it, as
 * near as trainings of the reference whose numbers begin a rounding apart: of two, or of eight where those happen to be near.
 * @returns how far apart they may be, relative to the largest number of each group; the median over the groups
 */
export function compare(executor: Executor, given: Case): number {
  const found = run(executor, given, { lengths: [1, 5, 3] });
  const wanted = run(ReferenceTraining, given);
  const others: Trained[] = [];
  let held = holdTogether(found, wanted, others);
  for (const count of [2, 8]) {
    if (held.off.length === 0) break;
    while (others.length < count)
      others.push(run(ReferenceTraining, given, { prepare: (net) => rounded(net, others.length) }));
    held = holdTogether(found, wanted, others);
  }
  expect(held.off).toEqual([]);
  return held.slack;
}

/** Kernels that learn the size of a batch at their first one, and compute in float64. */
export class DoubleKernels extends KernelTraining {
  constructor(net: Net, rule: UpdateRule) {
    super(net, rule, 1, { format: DOUBLE });
  }
}

/** Holds gradient norms of first steps to those of float64, whatever the net, and sees that most of them are the executor's own. */
export function describeFirstSteps(executor: Executor, { runs }: { runs: number }): void {
  test("float64's gradient norms to 10⁻⁴ in a first step, whatever the net", () => {
    let own = 0;
    const random = fc.sample(cases, { numRuns: runs, seed: 5 });
    for (const { net: options, rule, size } of random) {
      const [found, wanted] = [executor, DoubleKernels].map((one) => {
        const net = jitter(mlp(options));
        return trainBy(one, net, rule, [randomBatch(net.description, size)]).steps[0].layers;
      });
      found.forEach((layer, l) => {
        for (const name of ["weightNorm", "deltaRms"] as const) {
          const exact = wanted[l][name];
          expect(Math.abs(layer[name] - exact)).toBeLessThanOrEqual(1e-4 * exact);
          if (layer[name] !== exact) own++;
        }
      });
    }
    expect(own).toBeGreaterThan(2 * random.length);
  });
}

/** A small net that every case begins with. */
export const plain = {
  net: { inputs: 3, depth: 3, width: 6, outputs: 3, activation: "tanh", seed: 5 },
  rule: { optimizer: sgd(0.1) },
  schedule: () => 1,
  size: 8,
} satisfies Case;

/** What every executor has in common with the reference, over nets, activations and rules. */
export function describeAgreement(executor: Executor, { runs }: { runs: number }): void {
  test("whatever the net, its loss, the rule and its schedule: loss, accuracy, norms and all parameters agree", () => {
    const slack: number[] = [];
    fc.assert(
      fc.property(cases, (given) => void slack.push(compare(executor, given))),
      { numRuns: runs },
    );
    // The comparison says something only where rounding is not blown up: so it is in nine cases of ten.
    expect(slack.filter((x) => x < 1e-3).length).toBeGreaterThan(0.9 * slack.length);
  });

  // Two nets in turn in the suite, as what each activation is tried with; in the soak both with all.
  test.each(activations.map((one, k) => [describeNamed(activation(one)), one, k] as const))(
    "activation %j",
    (_, one, k) => {
      const nets: Partial<NetOptions>[] = [{}, { normalization: "layer", bias: false }];
      for (const part of inSuite([nets[k % 2]], { inSoak: nets }))
        compare(executor, { ...plain, net: { ...plain.net, activation: one, ...part } });
    },
  );

  test.each(rules.map((optimizer, r) => [optimizer.name, optimizer, r] as const))(
    "%s, plain, with every kind of clip and decay at once, and with each of them in turn",
    (_, optimizer, r) => {
      const schedules = [(): number => 1, cosine(), warmup({ steps: 4, after: stepDecay({ every: 3 }) })];
      for (const k of inSuite([0, 3, [1, 2, 4][r % 3]], { inSoak: [...limits.keys()] })) {
        const given = {
          ...plain,
          rule: { optimizer, ...limits[k] },
          schedule: schedules[k % schedules.length],
        };
        expect(compare(executor, given)).toBeLessThan(1e-3);
      }
    },
  );
}
