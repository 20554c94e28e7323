import { max } from "d3-array";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  activation,
  type ActivationInput,
  activationNames,
  prelu,
  rrelu,
  rreluDivisor,
} from "../../../src/activations";
import type { NetOptions } from "../../../src/architecture/description";
import { mlp, type Net } from "../../../src/architecture/net";
import { TRAINED } from "../../../src/architecture/parameters";
import { backend } from "../../../src/backend/backend";
import type { UpdateRule } from "../../../src/engine/executor";
import { GraphTraining } from "../../../src/engine/graph/training";
import { ReferenceTraining } from "../../../src/engine/reference-training";
import {
  adagrad,
  adam,
  adamw,
  cosine,
  momentum,
  nesterov,
  normalizedSgd,
  rmsprop,
  type Schedule,
  sgd,
  stepDecay,
  warmup,
} from "../../../src/optimizers";
import { describeNamed } from "../../../src/named";
import { random } from "../../../src/random/random";
import { withEndings } from "../../support/endings";
import { inSuite } from "../../support/long";
import { jitter, randomBatch, type Trained, trainBy } from "./support";

interface Case {
  net: NetOptions;
  rule: UpdateRule;
  schedule: Schedule;
  size: number;
}

const STEPS = 8;
const rules = [
  sgd(0.1), momentum(0.05), nesterov(0.05), adagrad(0.05), rmsprop(0.005), adam(0.01), adamw(0.01, { decay: 0.1 }), normalizedSgd(0.02),
] as const; // prettier-ignore
const activations: ActivationInput[] = [
  ...activationNames, prelu({ per: "unit" }), prelu({ initial: -0.5 }), rrelu({ lower: 0, upper: 1 }), rreluDivisor({ lower: 1, upper: 2 }),
]; // prettier-ignore
const limits = [
  {},
  { clipNorm: 0.1 },
  { clipValue: 0.01 },
  { clipNorm: 0.1, clipValue: 0.01, weightDecay: 0.01 },
  { weightDecay: 0.1 },
];
const inits = ["lecunNormal", "xavierUniform", "orthogonal", "pytorchDefault", "heNormal"] as const;

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

const cases: fc.Arbitrary<Case> = fc.record({
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

function run(
  executor: typeof GraphTraining | typeof ReferenceTraining,
  { net: options, rule, schedule, size }: Case,
  { lengths = [STEPS], prepare = (net: Net) => net } = {},
): Trained {
  const net = prepare(jitter(mlp(options)));
  const batches = Array.from({ length: STEPS }, (_, k) => randomBatch(net.description, size, k));
  const factors = batches.map((_, k) => schedule(k, STEPS));
  return trainBy(executor, net, rule, batches, factors, lengths);
}

/** Changes every trained number by about two roundings of float32. */
function rounded(net: Net): Net {
  const stream = random(net.description.seed, "rounding");
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

const distance = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  max(Array.from(a, (x, i) => Math.abs(x - b[i]))) ?? 0;
const size = (a: ArrayLike<number>): number => max(Array.from(a, Math.abs)) ?? 0;

/**
 * Holds the graph to the reference, as near as the problem allows: what float32's rounding may do to a number over the
 * steps is seen by training the reference twice more from numbers that differ by their rounding.
 * @returns how far apart they may be, relative to the largest number of each group; the median over the groups
 */
function holdTogether(found: Trained, wanted: Trained, others: readonly Trained[]): number {
  expect(found.steps.map(({ broken }) => broken)).toEqual(wanted.steps.map(({ broken }) => broken));
  const [a, b, shaken] = [groups(found), groups(wanted), others.map(groups)];
  expect(Object.keys(a)).toEqual(Object.keys(b));
  const slack = Object.keys(b).map((name) => {
    // A bias's gradient is a sum of δ which may cancel: its error is that of its parts.
    const parts = name.endsWith("biasNorm") ? size(b[name.replace("biasNorm", "deltaRms")]) : 0;
    const noise = Math.max(...shaken.map((other) => distance(other[name], b[name])));
    const allowed = 16 * noise + 4e-6 * Math.max(size(b[name]), parts);
    expect(distance(a[name], b[name]), name).toBeLessThanOrEqual(allowed);
    return allowed / Math.max(size(b[name]), 1e-30);
  });
  if (slack.every((x) => x < 1e-3)) {
    expect(found.steps.map(({ accuracy }) => accuracy)).toEqual(
      wanted.steps.map(({ accuracy }) => (Number.isNaN(accuracy) ? accuracy : expect.closeTo(accuracy, 6))),
    );
  }
  return slack.toSorted((x, y) => x - y)[Math.floor(slack.length / 2)];
}

function compare(given: Case): number {
  const found = run(GraphTraining, given, { lengths: [1, 5, 3] });
  const wanted = run(ReferenceTraining, given);
  const other = (seed: number): Trained =>
    run(ReferenceTraining, given, {
      prepare: (net) => {
        for (let i = 0; i < seed; i++) rounded(net);
        return net;
      },
    });
  return holdTogether(found, wanted, [other(1), other(2)]);
}

const plain = {
  net: { inputs: 3, depth: 3, width: 6, outputs: 3, activation: "tanh", seed: 5 },
  rule: { optimizer: sgd(0.1) },
  schedule: () => 1,
  size: 8,
} satisfies Case;

describe.skipIf(backend().name !== "node")("the graph and the reference train alike", () => {
  test("whatever the net, its loss, the rule and its schedule: loss, accuracy, norms and all parameters agree", () => {
    const slack: number[] = [];
    fc.assert(
      fc.property(cases, (given) => void slack.push(compare(given))),
      { numRuns: inSuite(15, { inSoak: 200 }) },
    );
    // The comparison says something only where rounding is not blown up: so it is in nine cases of ten.
    expect(slack.filter((x) => x < 1e-3).length).toBeGreaterThan(0.9 * slack.length);
  }, 240_000);

  test.each(activations.map((one) => [describeNamed(activation(one)), one] as const))(
    "activation %j",
    (_, one) => {
      compare({ ...plain, net: { ...plain.net, activation: one } });
      compare({ ...plain, net: { ...plain.net, activation: one, normalization: "layer", bias: false } });
    },
  );

  test.each(rules.map((optimizer) => [optimizer.name, optimizer] as const))(
    "%s, plain and with every kind of clip and decay",
    (_, optimizer) => {
      const schedules = [(): number => 1, cosine(), warmup({ steps: 4, after: stepDecay({ every: 3 }) })];
      limits.forEach((limit, k) => {
        const given = { ...plain, rule: { optimizer, ...limit }, schedule: schedules[k % schedules.length] };
        expect(compare(given)).toBeLessThan(1e-3);
      });
    },
  );

  test.each([
    [100, "operations are limited to some of the threads"],
    [400, "products with large matrices are transposed"],
  ] as const)("width %d, where %s", (width, _) => {
    expect(compare({ ...plain, net: { ...plain.net, depth: 2, width } })).toBeLessThan(1e-3);
  });

  test("a rule of the reader's own that names no rate counts as rate 1 for decay", () => {
    const mine = { ...sgd(0.1), name: "mine", parameters: {}, decay: 0.01 };
    expect(compare({ ...plain, rule: { optimizer: mine } })).toBeLessThan(1e-3);
    // W ← W − 0.1 ∂C/∂W − 1 · 0.01 W: the first layer's ‖ΔW‖ ÷ ‖W‖ lies within a percent of 0.01 of what the gradient alone gives.
    const [ratio, plainly] = [mine, sgd(0.1)].map(
      (optimizer) => run(ReferenceTraining, { ...plain, rule: { optimizer } }).steps[0].layers[0].updateRatio,
    );
    expect(Math.abs(ratio - plainly)).toBeLessThanOrEqual(0.01 + 1e-7);
    expect(Math.abs(ratio - plainly)).toBeGreaterThan(1e-4);
  });

  test("another rate and batch size, on a graph that is still loaded from before", () => {
    for (const rule of [sgd, momentum, nesterov, adagrad, rmsprop, adam, adamw, normalizedSgd]) {
      run(GraphTraining, { ...plain, rule: { optimizer: rule(0.01) } });
      expect(compare({ ...plain, rule: { optimizer: rule(0.03) } })).toBeLessThan(1e-3);
      expect(compare({ ...plain, rule: { optimizer: rule(0.002) }, size: 5 })).toBeLessThan(1e-3);
    }
  }, 60_000);

  test("batch normalization's running statistics follow the batches alike, and are what is measured with at test", () => {
    const given: Case = { ...plain, net: { ...plain.net, normalization: "batch", activation: "relu" } };
    const [found, wanted] = [GraphTraining, ReferenceTraining].map((executor) => run(executor, given));
    for (const name of ["runningMean", "runningVariance"]) {
      for (const layer of [1, 2, 3]) {
        const [a, b] = [found, wanted].map(({ parameters }) => parameters[`layer ${layer} ${name}`]);
        expect(distance(a, b)).toBeLessThan(1e-5 * size(b));
        expect(distance(b, mlp(given.net).parameters[layer - 1][name as "runningMean"]!)).toBeGreaterThan(0.01); // prettier-ignore
      }
    }
  });

  test("the accuracy of a net that predicts numbers is NaN, as there are no classes", () => {
    const given: Case = { ...plain, net: { ...plain.net, loss: "squaredError" } };
    for (const executor of [GraphTraining, ReferenceTraining])
      expect(run(executor, given).steps.map(({ accuracy }) => accuracy)).toEqual(
        Array(STEPS).fill(Number.NaN),
      );
  });
});

describe.skipIf(backend().name !== "node")("the graph repeats itself bit by bit", () => {
  const wide: Case = {
    ...plain,
    net: { inputs: 32, depth: 6, width: 128, outputs: 10, activation: "relu", init: "heNormal", dropout: 0.1, seed: 3 }, // prettier-ignore
    rule: { optimizer: adam(0.001), clipNorm: 1 },
    size: 128,
  };
  const given = [
    ["a wide net", wide],
    [
      "batch normalization, skip connections, RReLU",
      { ...wide, net: { ...wide.net, width: 24, normalization: "batch", residual: {}, activation: "rrelu" } },
    ],
    [
      "a net whose δ vanishes",
      { ...wide, net: { ...wide.net, depth: 60, width: 16, activation: "sigmoid", init: "xavierNormal" } },
    ],
    [
      "a net that is driven into saturation",
      {
        ...wide,
        net: { inputs: 8, depth: 3, width: 16, outputs: 4, activation: "tanh", seed: 4 },
        rule: { optimizer: adam(3) },
        size: 16,
      },
    ],
  ] as const;

  test.each(given)("%s: the same seed twice gives the same numbers", (_, one: Case) => {
    expect(run(GraphTraining, one)).toEqual(run(GraphTraining, one));
  });

  test.each(given)(
    "%s: however the steps are divided into calls, the numbers are the same",
    (_, one: Case) => {
      const whole = run(GraphTraining, one);
      for (const lengths of [[1], [5, 2]]) expect(run(GraphTraining, one, { lengths })).toEqual(whole);
    },
  );
});
