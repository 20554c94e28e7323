import { deviation, mean } from "d3-array";
import { describe, expect, test } from "vitest";
import { activationNames } from "../../src/activations";
import { mlp, type Net } from "../../src/architecture/net";
import type { NetOptions } from "../../src/architecture/description";
import { backend } from "../../src/backend/backend";
import type { Dataset } from "../../src/data/dataset";
import { spirals } from "../../src/data/spirals";
import { measure } from "../../src/probes/measure";
import { random } from "../../src/random/random";
import { meanField } from "../../src/theory/mean-field/net-mean-field";
import { inSuite } from "../support/long";

const data = spirals({ points: 60, seed: 1 });
const options: NetOptions = { inputs: 2, depth: 4, width: 8, outputs: 2, seed: 3 };

test("VG_BACKEND chooses the backend", () => {
  expect(backend().name).toBe(process.env["VG_BACKEND"]);
});

describe.each(activationNames)("%s", (activation) => {
  test("every number of every layer is finite, and no tensor stays behind", () => {
    const net = mlp({ ...options, activation });
    measure(net, data);
    const before = backend().tf.memory().numTensors;
    const report = measure(net, data);
    expect(backend().tf.memory().numTensors).toBe(before);
    expect(report.layers.map(({ layer }) => layer)).toEqual([1, 2, 3, 4, 5]);
    for (const { log10, float32, ...numbers } of report.layers)
      for (const value of [numbers, log10, float32].flatMap(Object.values))
        expect(value).toSatisfy(Number.isFinite);
  });

  test("for a batch of one, ‖∂C/∂W‖ = ‖δ‖·‖a‖", () => {
    const one: Dataset = {
      ...data,
      inputs: data.inputs.slice(0, 2),
      labels: data.labels.slice(0, 1),
      points: 1,
    };
    const { layers } = measure(mlp({ ...options, activation, init: "heNormal" }), one);
    layers.forEach(({ weightNorm, deltaRms, biasNorm, units }, i) => {
      const below = layers[i - 1];
      const size = below
        ? Math.sqrt(below.units * (below.activationStd ** 2 + below.activationMean ** 2))
        : Math.hypot(...one.inputs);
      expect(biasNorm / (deltaRms * Math.sqrt(units))).toBeCloseTo(1, 5);
      expect(weightNorm / (biasNorm * size)).toBeCloseTo(1, 5);
    });
  });
});

test("the loss of a net without weights is ln(classes), for one output and for many", () => {
  const zero = { ...options, init: { name: "constant", value: 0 } as const };
  expect(measure(mlp(zero), data).loss).toBeCloseTo(Math.LN2, 6);
  expect(measure(mlp({ ...zero, outputs: 1 }), data).loss).toBeCloseTo(Math.LN2, 6);
  expect(measure(mlp({ ...zero, outputs: 5 }), data).loss).toBeCloseTo(Math.log(5), 5);
});

test("one output and two outputs with opposite weights are the same classifier", () => {
  const one = mlp({ ...options, depth: 0, outputs: 1 });
  const two = mlp({ ...options, depth: 0, outputs: 2 });
  one.parameters[0].weights.forEach((w, i) => {
    two.parameters[0].weights[2 * i] = -w / 2;
    two.parameters[0].weights[2 * i + 1] = w / 2;
  });
  expect(measure(two, data).loss).toBeCloseTo(measure(one, data).loss, 6);
  expect(measure(two, data).accuracy).toBe(measure(one, data).accuracy);
});

test("a ReLU unit whose bias is far below 0 is dead, and a sigmoid one is saturated", () => {
  const push = (net: Net): Net => {
    net.parameters[1].biases.fill(-100, 0, 2);
    return net;
  };
  const dead = measure(push(mlp({ ...options, activation: "relu", init: "heNormal" })), data).layers[1];
  expect(dead.deadShare).toBeGreaterThanOrEqual(0.25);
  expect(measure(push(mlp(options)), data).layers[1].saturatedShare).toBe(0.25);
});

test("δ, q and the activations follow mean-field theory on average over seeds", () => {
  const nets = inSuite(12, { inSoak: 24 });
  const normal = random(5, "gaussian inputs");
  const inputs = Float32Array.from({ length: 40 * 32 }, () => normal.normal());
  const labels = Int32Array.from({ length: 40 }, (_, i) => i % 10);
  const noise: Dataset = { name: "noise", inputs, labels, points: 40, features: 32, classes: 10 };
  for (const [activation, init] of [
    ["sigmoid", "xavierNormal"],
    ["tanh", "lecunNormal"],
    ["relu", "heNormal"],
  ] as const) {
    const logs: number[] = [];
    const q: number[] = [];
    const built = (seed: number): Net =>
      mlp({ inputs: 32, depth: 8, width: 64, outputs: 10, activation, init, seed });
    const { inputMeanSquare } = measure(built(0), noise);
    const theory = meanField(built(0), { inputMeanSquare });
    for (let seed = 0; seed < nets; seed++) {
      const report = measure(built(seed), noise);
      const ratio = report.layers[0].deltaRms / report.layers[8].deltaRms;
      logs.push(Math.log(ratio / theory.layers[0].deltaRms));
      q.push(Math.log(report.layers[3].preactivationMeanSquare / theory.layers[3].preactivationMeanSquare));
    }
    // E ln of a product of L random factors lies below ln E by about half its variance, of order L/n.
    for (const values of [logs, q]) {
      const bias = deviation(values)! ** 2;
      expect(Math.abs(mean(values)!)).toBeLessThan((4 * deviation(values)!) / Math.sqrt(nets) + bias);
    }
  }
});

test("‖∂C/∂W‖ hides vanishing: flat over ReLU layers of variance 1/n, where δ falls by √½ per layer", () => {
  const normal = random(7, "gaussian input");
  // One example: over a batch, examples grow alike with depth, and their gradients add up the more.
  const inputs = Float32Array.from({ length: 64 }, () => normal.normal());
  const noise: Dataset = {
    name: "noise",
    inputs,
    labels: Int32Array.of(0),
    points: 1,
    features: 64,
    classes: 10,
  };
  const net = {
    inputs: 64,
    depth: 8,
    width: 64,
    outputs: 10,
    activation: "relu",
    init: "lecunNormal",
  } as const;
  const logs = Array.from({ length: 24 }, (_, seed) => {
    const { layers } = measure(mlp({ ...net, seed }), noise);
    const between = (name: "weightNorm" | "deltaRms"): number => Math.log(layers[1][name] / layers[7][name]);
    return { weights: between("weightNorm"), delta: between("deltaRms") };
  });
  for (const [values, predicted] of [
    [logs.map(({ weights }) => weights), 0],
    [logs.map(({ delta }) => delta), -6 * Math.log(Math.SQRT2)],
  ] as const) {
    const bias = deviation(values)! ** 2;
    const error = (4 * deviation(values)!) / Math.sqrt(24) + bias;
    expect(Math.abs(mean(values)! - predicted)).toBeLessThan(error);
  }
});

test("only the early layers' gradients vanish in a deep sigmoid net: the output layer's stays of order 1", () => {
  const { layers } = measure(mlp({ ...options, depth: 20, init: "xavierNormal" }), data);
  expect(layers[0].weightNorm).toBeLessThan(1e-9);
  expect(layers.at(-1)!.weightNorm).toBeGreaterThan(0.01);
});

test.each([
  { normalization: "batch" },
  { normalization: "layer" },
  { residual: { every: 2, scale: 0.7 } },
  { dropout: 0.3 },
  { activation: "rrelu" },
] as Partial<NetOptions>[])("δ follows mean-field theory with %j, on average over seeds", (part) => {
  const normal = random(6, "gaussian inputs");
  const inputs = Float32Array.from({ length: 100 * 64 }, () => normal.normal());
  const labels = Int32Array.from({ length: 100 }, (_, i) => i % 10);
  const noise: Dataset = { name: "noise", inputs, labels, points: 100, features: 64, classes: 10 };
  const net = {
    inputs: 64,
    depth: 5,
    width: 64,
    outputs: 10,
    activation: "relu",
    init: "heNormal",
    ...part,
  } as const;
  // Theory knows no seed.
  const theory = meanField(mlp({ ...net, seed: 0 })).layers;
  const right = theory[1].deltaRms / theory[4].deltaRms;
  const logs = Array.from({ length: 16 }, (_, seed) => {
    const { layers } = measure(mlp({ ...net, seed }), noise);
    return Math.log(layers[1].deltaRms / layers[4].deltaRms / right);
  });
  // Four standard errors, and the bias of a mean of logarithms: half the variance, of order depth/width.
  expect(Math.abs(mean(logs)!)).toBeLessThan((4 * deviation(logs)!) / 4 + 5 / 64);
});

test("onGradients hears every backward pass until it is switched off", () => {
  const net = mlp(options);
  const heard: number[] = [];
  const off = net.onGradients(({ source, layers }) =>
    heard.push(source === "measure" ? layers[0].weightNorm : -1),
  );
  const report = measure(net, data);
  measure(net, data);
  off();
  measure(net, data);
  expect(heard).toEqual([report.layers[0].weightNorm, report.layers[0].weightNorm]);
  net.dispose();
  expect(() => measure(net, data)).toThrow("net must not be disposed");
});

test.each([
  [{ inputs: new Float32Array(4) }, "data inputs must hold points × features (120) numbers; got 4"],
  [
    { labels: Int32Array.from({ length: 60 }, () => 7) },
    "data labels must be from 0 to 1, as the net has 2 outputs; got 7",
  ],
  [{ features: 3, inputs: new Float32Array(180) }, "data features must be the net's inputs (2); got 3"],
  [{ inputs: new Float32Array(120).fill(Number.NaN) }, "data inputs must be finite numbers; got NaN"],
  [{ labels: [0, 1] }, "data must be a data set such as spirals({ seed: 1 })"],
])("bad data %# throws before any tensor exists", (bad, message) => {
  const before = backend().tf.memory().numTensors;
  expect(() => measure(mlp(options), { ...data, ...bad } as Dataset)).toThrow(message);
  expect(backend().tf.memory().numTensors).toBe(before);
});

test("a listener that throws leaves no tensor behind", () => {
  const net = mlp(options);
  net.onGradients(() => {
    throw new Error("listener");
  });
  const before = backend().tf.memory().numTensors;
  expect(() => measure(net, data)).toThrow("listener");
  expect(backend().tf.memory().numTensors).toBe(before);
});
