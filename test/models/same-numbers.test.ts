import type { LayersModel, Tensor } from "@tensorflow/tfjs";
import { describe, expect, test } from "vitest";
import { mlp, type Net } from "../../src/architecture/net";
import { backend, type TensorFlow } from "../../src/backend/backend";
import { tensorflow } from "../../src/backend/tensorflow";
import { spirals } from "../../src/data/spirals";
import { layersModel } from "../../src/models";
import { usualProbeNames } from "../../src/probes";
import { histograms } from "../../src/probes/histograms";
import { measure } from "../../src/probes/measure";

const tf = tensorflow() as TensorFlow;
const data = spirals({ points: 40, seed: 1 });

/** How a model of the shape of a net is built: φ within the dense layers, or in layers of its own. */
type Build = "within" | "apart";

/** A model with the layers and the parameters of a net; cross-entropy of two classes. */
function twinOf(net: Net, activation: string, build: Build = "within", skips = false): LayersModel {
  const input = tf.input({ shape: [net.description.inputs] });
  let output = input;
  for (const { index, fanOut, skip } of net.layers) {
    const name = index > net.depth ? "softmax" : activation;
    const before = output;
    output = tf.layers
      .dense({ units: fanOut, ...(build === "within" && { activation: name as "tanh" }) })
      .apply(output) as typeof input;
    if (build === "apart")
      output = tf.layers.activation({ activation: name as "tanh" }).apply(output) as typeof input;
    if (skips && skip) output = tf.layers.add().apply([before, output]) as typeof input;
  }
  const model = tf.model({ inputs: input, outputs: output });
  const dense = model.layers.filter((layer) => layer.getClassName() === "Dense");
  net.parameters.forEach(({ weights, biases }, l) => {
    const { fanIn, fanOut } = net.layers[l];
    dense[l].setWeights([tf.tensor2d(weights, [fanIn, fanOut]), tf.tensor1d(biases!)]);
  });
  model.compile({ optimizer: tf.train.sgd(0.1), loss: "categoricalCrossentropy" });
  return model;
}

/** The probes of a net's look that a model of the same shape gives for its output layer, which has a softmax, too. */
const OF_OUTPUT = usualProbeNames.filter((name) => !/^(activation|sparsity|saturated|dead)/.test(name));

const isClose = (found: number, right: number, digits: number): void =>
  expect(found === right ? 1 : found / right, `${found} is ${right}`).toBeCloseTo(1, digits);

describe.each(["within", "apart"] as const)("a model of dense layers with φ %s", (build) => {
  test.each(["tanh", "sigmoid", "relu", "elu", "selu"] as const)(
    "of %s has the numbers of an mlp",
    (activation) => {
      const net = mlp({ inputs: 2, depth: 4, width: 16, outputs: 2, activation, init: "heNormal", biasVariance: 0.1, seed: 3 }); // prettier-ignore
      const ours = measure(net, data);
      const theirs = layersModel(twinOf(net, activation, build)).measure(data);
      isClose(theirs.loss, ours.loss, 5);
      expect(theirs.accuracy).toBe(ours.accuracy);
      expect(theirs.points).toBe(40);
      theirs.layers.forEach((layer, l) => {
        const right = ours.layers[l];
        for (const name of l < net.depth ? usualProbeNames : OF_OUTPUT) isClose(layer[name], right[name], 4);
        for (const name of ["weightNorm", "biasNorm", "deltaRms"] as const) {
          isClose(layer.log10[name], right.log10[name], 4);
          isClose(layer.float32[name], right.float32[name], 3);
        }
        expect(layer.units).toBe(right.units);
      });
      for (const quantity of ["activation", "preactivation", "gradient", "delta"] as const) {
        const [right] = histograms(net, data, { quantity, bins: 5 });
        const [{ edges, name, ...found }] = layersModel(twinOf(net, activation, build)).histograms(data, { quantity, bins: 5 }); // prettier-ignore
        expect(edges).toEqual(right.edges.map((edge) => expect.closeTo(edge, 2)));
        expect(found.layer).toBe(1);
        expect(name).toMatch(/^dense/);
      }
    },
  );
});

describe("gradients that leave float32's range", () => {
  const deep = (depth: number, activation: "sigmoid" | "tanh", weightVariance?: number): Net =>
    mlp({ inputs: 2, depth, width: 8, outputs: 2, activation, init: weightVariance ? { name: "normal", variance: weightVariance } : "xavierNormal", biasVariance: 0, seed: 5 }); // prettier-ignore

  test.each([
    ["vanish through 70 layers of sigmoid", deep(70, "sigmoid"), "sigmoid", 1e-38],
    ["vanish through 160 layers of sigmoid", deep(160, "sigmoid"), "sigmoid", 1e-80],
  ] as const)("%s, as in an mlp of that shape", (_, net, activation, least) => {
    const ours = measure(net, data);
    const model = twinOf(net, activation);
    const tensors = tf.memory().numTensors;
    const theirs = layersModel(model).measure(data);
    expect(tf.memory().numTensors).toBe(tensors);
    expect(theirs.layers[0].weightNorm).toBeLessThan(least);
    expect(theirs.layers[0].float32.weightNorm).toBe(0);
    theirs.layers.forEach((layer, l) => {
      for (const name of ["weightNorm", "biasNorm", "deltaRms"] as const) {
        expect(layer.log10[name]).toBeCloseTo(ours.layers[l].log10[name], 3);
        const right = ours.layers[l].float32[name];
        if (right > 1e-18) isClose(layer.float32[name], right, 3);
        else expect(layer.float32[name]).toBeCloseTo(right, 18);
      }
      isClose(layer.updateRatio, ours.layers[l].updateRatio, 3);
    });
  });

  /** A chain of linear layers of one unit each, where δ multiplies by the weights alone. */
  const chain = (weights: number[], skip?: (l: number) => boolean): LayersModel => {
    const input = tf.input({ shape: [1] });
    let output = input;
    weights.forEach((value, l) => {
      const kernelInitializer = tf.initializers.constant({ value });
      const next = tf.layers
        .dense({ units: 1, useBias: false, kernelInitializer })
        .apply(output) as typeof input;
      output = skip?.(l) ? (tf.layers.add().apply([output, next]) as typeof input) : next;
    });
    const model = tf.model({ inputs: input, outputs: output });
    model.compile({ optimizer: "sgd", loss: (target: Tensor, last: Tensor) => last.sub(target) });
    return model;
  };
  const one = { x: tf.tensor2d([[0]]), y: tf.tensor2d([[0]]) };

  test("explode through layers of weight 1000 by 1000 each", () => {
    const { layers } = layersModel(chain(Array.from({ length: 30 }, () => 1000))).measure(one);
    layers.forEach(({ log10 }, l) => expect(log10.deltaRms).toBeCloseTo(3 * (29 - l), 4));
    expect(layers[0].float32.deltaRms).toBe(Infinity);
  });

  test("are the sum of what comes by both ways, on skip connections too", () => {
    // From above: 1 + 10⁻⁶ through a block with a skip connection, 10⁻⁶ through one without.
    const weights = Array.from({ length: 40 }, () => 1e-6);
    const { layers } = layersModel(chain(weights, (l) => l % 4 === 3)).measure(one);
    let right = 0;
    for (let l = 39; l >= 0; l--) {
      // δ of layer l is ∂C/∂ its own output, which is behind its skip connection, if it has one.
      expect(layers[l].log10.deltaRms).toBeCloseTo(right, 4);
      right += l % 4 === 3 ? Math.log10(1 + 1e-6) : -6;
      if (l % 4 === 0) expect(right).toBeLessThan(0.1 - 18 * ((39 - l - 3) / 4));
    }
  });

  test("keep what regularization adds, whose gradient does not come through the layers", () => {
    const net = deep(70, "sigmoid");
    const model = twinOf(net, "sigmoid");
    const before = layersModel(model).measure(data);
    for (const layer of model.layers) {
      const { kernel } = layer as unknown as { kernel?: { read(): Tensor } };
      if (kernel) layer.addLoss(() => tf.regularizers.l2({ l2: 0.5 }).apply(kernel.read()));
    }
    const after = layersModel(model).measure(data);
    const squares = net.parameters.map(({ weights }) => weights.reduce((sum, w) => sum + w * w, 0));
    expect(after.loss - before.loss).toBeCloseTo(0.5 * squares.reduce((a, b) => a + b), 2);
    // In the first layer nothing but λ·2W is left.
    isClose(after.layers[0].weightNorm, Math.sqrt(squares[0]), 5);
    isClose(after.layers[0].deltaRms, before.layers[0].deltaRms, 5);
    isClose(after.layers[0].log10.biasNorm, before.layers[0].log10.biasNorm, 5);
  });
});

describe.runIf(backend().name !== "wasm")("against finite differences of the model's own loss", () => {
  test("a convolutional net with a skip connection, normalization and pooling", () => {
    const seeded = (seed: number) => tf.initializers.glorotUniform({ seed });
    const input = tf.input({ shape: [6, 6, 2] });
    const conv = (seed: number): ReturnType<typeof tf.layers.conv2d> =>
      tf.layers.conv2d({ filters: 2, kernelSize: 3, padding: "same", kernelInitializer: seeded(seed) });
    const a = conv(1).apply(input) as typeof input;
    const b = tf.layers.activation({ activation: "tanh" }).apply(tf.layers.layerNormalization().apply(a)) as typeof input; // prettier-ignore
    const c = tf.layers.add().apply([b, conv(2).apply(b) as typeof input]) as typeof input;
    const d = tf.layers.flatten().apply(tf.layers.averagePooling2d({ poolSize: 2 }).apply(c)) as typeof input;
    const last = tf.layers.dense({ units: 3, activation: "softmax", kernelInitializer: seeded(3) });
    const model = tf.model({ inputs: input, outputs: last.apply(d) as typeof input });
    model.compile({ optimizer: "sgd", loss: "categoricalCrossentropy" });
    const x = tf.sin(tf.range(0, 4 * 72).reshape([4, 6, 6, 2]));
    const y = tf.oneHot([0, 1, 2, 1], 3);
    const report = layersModel(model).measure({ x, y });
    const [kernel] = model.layers[1].getWeights();
    const values = kernel.dataSync();
    const step = 4e-3;
    const slope = (i: number): number => {
      const lossAt = (by: number): number => {
        const moved = Float32Array.from(values, (value, j) => (j === i ? value + by : value));
        model.layers[1].setWeights([tf.tensor(moved, kernel.shape), tf.zeros([2])]);
        return (model.evaluate(x, y, { batchSize: 4 }) as Tensor).dataSync()[0];
      };
      return (lossAt(step) - lossAt(-step)) / (2 * step);
    };
    const slopes = Array.from(values, (_, i) => slope(i));
    // The loss has 7 digits, so that a slope has 10⁻⁵; what step² leaves is 10⁻³.
    expect(Math.hypot(...slopes)).toBeCloseTo(report.layers[0].weightNorm, 2);
  });
});
