import { describe, expect, test } from "vitest";
import type { NetOptions } from "../../../src/architecture/description";
import type { LayerGradients } from "../../../src/architecture/hooks";
import { mlp, type Net } from "../../../src/architecture/net";
import { backend } from "../../../src/backend/backend";
import { batchOf } from "../../../src/data/batch";
import type { Batch, Dataset } from "../../../src/data/dataset";
import type { Pass } from "../../../src/engine/executor";
import { withPassInFloat64 } from "../../../src/engine/graph/float64-pass";
import { GraphTraining } from "../../../src/engine/graph/training";
import { withPass } from "../../../src/engine/with-pass";
import { ReferenceTraining } from "../../../src/engine/reference-training";
import { normal } from "../../../src/initializers";
import { normalizedSgd, sgd } from "../../../src/optimizers";
import { layerGradients } from "../../../src/probes";
import { norm } from "../../../src/numerics/norm";
import { deviation, meanOf } from "../../../src/numerics/summary";
import { forward } from "../../../src/theory/backpropagation/forward";
import type { Run } from "../../../src/training/run";
import { runTraining as train } from "../../../src/training/run-training";
import { inSuite } from "../../support/long";
import { holdTo, trueGradients } from "./oracle";
import { parametersOf, randomBatch, trainBy } from "./support";

const SIZE = 32;

/** Normal weights of variance gain²/64. */
const gain = (factor: number): NetOptions["init"] => normal({ variance: factor ** 2 / 64 });

const wide = { inputs: 32, width: 64, outputs: 10, seed: 4 } as const;
const vanishing: [string, NetOptions][] = [
  ["sigmoid, depth 80", { ...wide, depth: 80, activation: "sigmoid" }],
  ["sigmoid with gain 0.001, depth 90", { ...wide, depth: 90, activation: "sigmoid", init: gain(0.001) }],
  ["tanh with gain 0.05, which vanishes forward too", { ...wide, depth: 40, activation: "tanh", init: gain(0.05) }],
  ["ReLU with gain 0.1", { ...wide, depth: 40, activation: "relu", init: gain(0.1) }],
  ["GELU with gain 0.1, squared error", { ...wide, depth: 40, activation: "gelu", init: gain(0.1), biasVariance: 0.01, loss: "squaredError" }],
  ["softsign with gain 0.2, one output", { ...wide, outputs: 1, depth: 50, activation: "softsign", init: gain(0.2) }],
]; // prettier-ignore
const exploding: [string, NetOptions][] = [
  ["ReLU with gain 3", { ...wide, depth: 60, activation: "relu", init: gain(3) }],
  ["linear with gain 10", { ...wide, depth: 30, activation: "linear", init: gain(10) }],
];
/** All biases of the hidden layers at a number where the activation has gone flat. */
const saturated: [string, NetOptions, number][] = [
  ["sigmoid at 8", { ...wide, depth: 10, activation: "sigmoid" }, 8],
  ["sigmoid at −12", { ...wide, depth: 10, activation: "sigmoid" }, -12],
  ["sigmoid at 12", { ...wide, depth: 2, activation: "sigmoid" }, 12],
  ["ELU at −10, depth 2", { ...wide, depth: 2, activation: "elu", init: gain(0.1) }, -10],
  ["sigmoid at 25", { ...wide, depth: 10, activation: "sigmoid" }, 25],
  ["tanh at 6", { ...wide, depth: 10, activation: "tanh", init: gain(0.1) }, 6],
  ["tanh at 10", { ...wide, depth: 10, activation: "tanh", init: gain(0.1) }, 10],
  ["ELU at −10", { ...wide, depth: 10, activation: "elu", init: gain(0.1) }, -10],
  ["GELU at −3", { ...wide, depth: 10, activation: "gelu", init: gain(0.1) }, -3],
  ["softplus at −10", { ...wide, depth: 10, activation: "softplus", init: gain(0.1) }, -10],
  ["softsign at 100", { ...wide, depth: 10, activation: "softsign" }, 100],
];

function build(options: NetOptions, bias?: number): Net {
  const net = mlp(options);
  if (bias !== undefined) for (const { biases } of net.parameters.slice(0, -1)) biases.fill(bias);
  return net;
}

const gradientsIn = ({ layers }: Pass): LayerGradients[] => layers.map((layer) => layerGradients(layer));

const lookedAt = (net: Net, batch: Batch): LayerGradients[] =>
  withPass(net, batch, { training: true }, gradientsIn);

/** Random examples as a data set. */
function dataOf({ description }: Net, points: number): Dataset {
  const { size, ...examples } = randomBatch(description, points);
  const { inputs: features, outputs } = description;
  return { ...examples, name: "random", points: size, features, classes: examples.targets ? 0 : Math.max(2, outputs) }; // prettier-ignore
}

/** What is true of a net on its first batch: several tests ask for it. */
const truths = new Map<NetOptions, ReturnType<typeof trueGradients>>();
function truthOf(options: NetOptions, net: Net): ReturnType<typeof trueGradients> {
  if (!truths.has(options)) truths.set(options, trueGradients(net, randomBatch(net.description, SIZE)));
  return truths.get(options)!;
}

/** Some steps, each held to the oracle at the parameters that it starts from. */
function holdSteps(options: NetOptions, bias: number | undefined, steps: number): void {
  const net = build(options, bias);
  const session = new GraphTraining(net, { optimizer: sgd(1e-30) });
  try {
    for (let k = 0; k < steps; k++) {
      const batch = randomBatch(net.description, SIZE, k);
      const wanted = k === 0 ? truthOf(options, net) : trueGradients(net, batch);
      const [{ layers, loss, broken }] = session.steps([batch], [1]);
      expect(broken).toBeUndefined();
      expect(loss / wanted.loss).toBeCloseTo(1, 4);
      holdTo(layers, wanted.layers);
      session.save();
    }
  } finally {
    session.close();
  }
}

const everyNet = [...vanishing, ...exploding, ...saturated] as [string, NetOptions, number?][];

describe.skipIf(backend().name !== "node")("norms are true where float32's numbers end", () => {
  test.each(everyNet)("%s: a look gives every layer's norms as float64 does, to 1e-4", (_, options, bias) => {
    const net = build(options, bias);
    const batch = randomBatch(net.description, SIZE);
    holdTo(lookedAt(net, batch), truthOf(options, net).layers);
  });

  test.each(everyNet)("%s: so does training at its first steps", (_, options, bias) =>
    holdSteps(options, bias, inSuite(2, { inSoak: 3 })),
  );

  test("the nets that vanish do: below 1e-50, and below 1e-300", () => {
    const lowest = vanishing.slice(0, 2).map(([, options]) => {
      return truthOf(options, mlp(options)).layers[0].deltaRms.log10;
    });
    expect(lowest[0]).toBeLessThan(-50);
    expect(lowest[1]).toBeLessThan(-300);
  });

  // Chaos makes its numbers after 20 layers another net's in float32, after 40 in float64; but not how they grow: among nets whose
  // inputs differ by a hundred-thousandth the level of a layer has a mean and a deviation, which float32's net keeps to.
  test("tanh with gain 20, depth 120: norms grow as in float64, and are those of the forward pass that there was", () => {
    const net = mlp({ ...wide, depth: 120, activation: "tanh", init: gain(20) });
    const batch = randomBatch(net.description, SIZE);
    const nudged = Array.from({ length: 8 }, (_, k) => ({ ...batch, inputs: batch.inputs.map((x) => x * (1 + 1e-5 * k)) })); // prettier-ignore
    const levels = nudged.map((one) => trueGradients(net, one).layers.map(({ deltaRms }) => deltaRms.log10));
    const [{ layers }] = trainBy(GraphTraining, net, { optimizer: sgd(1e-30) }, [batch]).steps;
    for (const level of levels) expect(level[0] - level.at(-1)!).toBeGreaterThan(45);
    layers.forEach(({ log10 }, l) => {
      const those = levels.map((level) => level[l]);
      expect(Math.abs(log10.deltaRms - meanOf(those)!)).toBeLessThan(6 * deviation(those)!);
    });
  });

  const others = [
    { normalization: "batch", depth: 12 },
    { normalization: "layer", depth: 20 },
    { residual: {}, depth: 24 },
    { residual: { every: 3, scale: 0.1 }, normalization: "layer", depth: 24 },
    { residual: { every: 2 }, init: gain(0.1), depth: 24 },
  ] as const;
  test.each(others)("with %j training gives the norms of a look in float64, to 1e-4", (options) => {
    const activations = ["tanh", "sigmoid", "gelu"] as const;
    const turn = others.indexOf(options) % activations.length;
    for (const activation of inSuite(activations.slice(turn, turn + 1), { inSoak: [...activations] })) {
      const net = mlp({ ...wide, width: 16, activation, ...options });
      const batch = randomBatch(net.description, SIZE);
      const wanted = withPassInFloat64(net, batch, { training: true }, gradientsIn);
      const [{ layers }] = trainBy(GraphTraining, net, { optimizer: sgd(1e-30) }, [batch]).steps;
      layers.forEach(({ log10 }, l) => {
        for (const name of ["weightNorm", "deltaRms"] as const)
          expect(log10[name] - wanted[l].log10[name], `${activation}, layer ${l + 1}`).toBeCloseTo(0, 4);
      });
    }
  });
});

describe.skipIf(backend().name !== "node")("weights are changed by the true gradient", () => {
  const directed = inSuite([vanishing[0], vanishing[4], vanishing[5]], { inSoak: vanishing });
  // Steps of length η in every layer: the only rule whose step shows a gradient of 1e-50 in float32 weights.
  test.each(directed)("%s: in its direction, however small it is", (_, options) => {
    const net = mlp(options);
    // A weight of float32 holds a change of 1e-3 of 1e-1 to 1e-5 of it; from 0 it would hold all of it.
    const batch = randomBatch(net.description, SIZE);
    const { layers } = truthOf(options, net);
    const before = net.parameters.map(({ weights }) => weights.slice());
    const rate = 1e-3;
    trainBy(GraphTraining, net, { optimizer: normalizedSgd(rate) }, [batch]);
    net.parameters.forEach(({ weights }, l) => {
      let [squares, along] = [0, 0];
      weights.forEach((w, i) => {
        const change = (before[l][i] - w) / rate;
        squares += (change - layers[l].direction[i]) ** 2;
        along += layers[l].direction[i] ** 2;
      });
      expect(along).toBeCloseTo(1, 10);
      const rounding = (2 ** -24 / rate) * norm(before[l]);
      expect(Math.sqrt(squares), `layer ${l + 1}`).toBeLessThan(1e-4 + rounding);
    });
  });

  test.each(exploding)("%s: by the rate times it, however large it is", (_, options) => {
    const net = mlp(options);
    const batch = randomBatch(net.description, SIZE);
    const { layers } = truthOf(options, net);
    const before = net.parameters.map(({ weights }) => weights.slice());
    const rate = 1 / Math.max(...layers.map(({ weightNorm }) => weightNorm.value));
    const [{ broken }] = trainBy(GraphTraining, net, { optimizer: sgd(rate) }, [batch]).steps;
    expect(broken).toBeUndefined();
    net.parameters.forEach(({ weights }, l) => {
      const length = rate * layers[l].weightNorm.value;
      const off = norm(weights.map((w, i) => w - before[l][i] + length * layers[l].direction[i]));
      expect(off, `layer ${l + 1}`).toBeLessThan(1e-4 * length + 2 ** -24 * norm(before[l]));
    });
  });
});

/** The last layer whose gradient float32 cannot hold, coming from the output. */
const firstTooLarge = (norms: readonly number[]): number =>
  norms.findLastIndex((norm) => norm > 3.4028235e38) + 1;

describe.skipIf(backend().name !== "node")("what overflows is said to", () => {
  test("in the forward pass: the layer where it began, and no parameter is changed", async () => {
    const net = mlp({ ...wide, depth: 20, activation: "relu", init: gain(1e3) });
    const data = dataOf(net, 64);
    const before = parametersOf(net);
    const began = forward(net, batchOf(data)).layers.findIndex(({ preactivation }) =>
      preactivation.some((z) => Math.abs(z) > 3.4028235e38),
    );
    const run = await train(net, { data, steps: 5, optimizer: sgd(0.1) });
    expect(run.stopped).toBe("diverged");
    expect(run.message).toContain(`z of layer ${began + 1} `);
    expect(run.loss).toHaveLength(1);
    expect(parametersOf(net)).toEqual(before);
  });

  test("in the backward pass: its size, and the layer where it passed what a weight can hold", async () => {
    const net = mlp({ ...wide, depth: 120, activation: "tanh", init: gain(20) });
    const data = dataOf(net, 64);
    const before = parametersOf(net);
    const run = await train(net, { data, steps: 5, optimizer: sgd(0.1) });
    expect(run.stopped).toBe("diverged");
    expect(run.loss).toHaveLength(1);
    const layers = run.layers.map(({ weightNorm }) => weightNorm[0]);
    expect(layers[0]).toBeGreaterThan(1e45);
    expect(layers[0]).toBeLessThan(1e300);
    // In float32 and float64 chaos makes them two nets, which pass it at about the same layer.
    const named = Number(/gradient of layer (\d+) /.exec(run.message)?.[1]);
    expect(Math.abs(named - firstTooLarge(layers))).toBeLessThan(15);
    expect(parametersOf(net)).toEqual(before);
  });

  test("after some steps: the history so far is whole, and the parameters are those before the broken step", async () => {
    const options: NetOptions = {
      ...wide,
      depth: 8,
      activation: "relu",
      init: gain(2),
      loss: "squaredError",
    };
    const run = async (steps: number): Promise<{ run: Run; net: Net }> => {
      const net = mlp(options);
      return {
        net,
        run: await train(net, { data: dataOf(net, 64), steps, optimizer: sgd(1e-3), batch: 32 }),
      };
    };
    const { run: broken, net } = await run(200);
    expect(broken.stopped).toBe("diverged");
    const whole = broken.loss.length - 1;
    expect(whole).toBeGreaterThan(1);
    const shorter = await run(whole);
    expect(shorter.run.loss).toHaveLength(whole);
    const columns = ({ loss, accuracy, layers }: Run): Float64Array[] =>
      [loss, accuracy, ...layers.flatMap(({ weightNorm, deltaRms, log10 }) => [weightNorm, deltaRms, log10.weightNorm])]; // prettier-ignore
    const found = columns(broken).map((column) => column.slice(0, whole));
    expect(found).toEqual(columns(shorter.run));
    // There is no accuracy without classes.
    for (const column of found.toSpliced(1, 1)) expect(column.every(Number.isFinite)).toBe(true);
    expect(parametersOf(net)).toEqual(parametersOf(shorter.net));
  });
});

describe.skipIf(backend().name !== "node")("a net that has learnt", () => {
  // One logit above the others by so much that the loss is 1e-3 to 1e-17: 1 − p has lost its digits, or all of them.
  test.each([1, 3])("keeps the digits of δ of the right class, with outputs: %d", (outputs) => {
    for (const lead of [8, 14, 20, 40]) {
      const net = mlp({ inputs: 4, depth: 1, width: 8, outputs, activation: "tanh", seed: 2 });
      const { weights, biases } = net.parameters[1];
      weights.forEach((w, i) => (weights[i] = w / 8));
      biases[0] = lead;
      const batch = randomBatch(net.description, SIZE);
      const sure = { ...batch, labels: batch.labels.map(() => (outputs === 1 ? 1 : 0)) };
      const wanted = trueGradients(net, sure);
      expect(wanted.loss).toBeLessThan(1e-2);
      holdTo(lookedAt(net, sure), wanted.layers);
      for (const executor of [GraphTraining, ReferenceTraining]) {
        const [{ layers }] = trainBy(executor, net, { optimizer: sgd(1e-30) }, [sure]).steps;
        holdTo(layers, wanted.layers);
      }
    }
  });
});
