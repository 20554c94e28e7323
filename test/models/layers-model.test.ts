import type { LayersModel, Scalar, Tensor, Variable } from "@tensorflow/tfjs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { backend, type TensorFlow } from "../../src/backend/backend";
import { tensorflow } from "../../src/backend/tensorflow";
import { mlp } from "../../src/architecture/net";
import { adding } from "../../src/data/adding";
import { digits } from "../../src/data/digits";
import { fromArrays } from "../../src/data/from-arrays";
import { spirals } from "../../src/data/spirals";
import { InvalidArgument } from "../../src/errors";
import { layersModel } from "../../src/models";
import { measure } from "../../src/probes/measure";

const tf = tensorflow() as TensorFlow;

interface Case {
  model: LayersModel;
  x: Tensor;
  y: Tensor;
}

const glorot = (seed: number) => tf.initializers.glorotUniform({ seed });
const range = (...shape: number[]): Tensor =>
  tf.tidy(() =>
    tf.sin(
      tf
        .range(
          0,
          shape.reduce((a, b) => a * b, 1),
        )
        .reshape(shape),
    ),
  );

const cases: Record<string, () => Case> = {
  dense: () => ({
    model: tf.sequential({
      layers: [
        tf.layers.dense({ inputShape: [3], units: 5, activation: "tanh", kernelInitializer: glorot(1) }),
        tf.layers.batchNormalization({ momentum: 0.5 }),
        tf.layers.dropout({ rate: 0 }),
        tf.layers.dense({ units: 2, kernelInitializer: glorot(2), useBias: false }),
      ],
    }),
    x: range(6, 3),
    y: range(6, 2),
  }),
  convolutional: () => ({
    model: tf.sequential({
      layers: [
        tf.layers.conv2d({ inputShape: [6, 6, 1], filters: 2, kernelSize: 3, kernelInitializer: glorot(3) }),
        tf.layers.flatten(),
        tf.layers.dense({ units: 2, kernelInitializer: glorot(4) }),
      ],
    }),
    x: range(4, 6, 6, 1),
    y: range(4, 2),
  }),
  recurrent: () => ({
    model: tf.sequential({
      layers: [
        tf.layers.lstm({
          inputShape: [5, 2],
          units: 3,
          kernelInitializer: glorot(5),
          recurrentInitializer: glorot(6),
        }),
        tf.layers.dense({ units: 2, kernelInitializer: glorot(7) }),
      ],
    }),
    x: range(4, 5, 2),
    y: range(4, 2),
  }),
};

const variablesOf = (model: LayersModel): Variable[] =>
  model.trainableWeights.map((weight) => weight.read() as Variable);

const size = (tensor: Tensor): number => Math.hypot(...tensor.dataSync());

/** ‖∂C/∂parameter‖ of the mean squared error, by tfjs's own autodiff. */
function normsByHand({ model, x, y }: Case): number[] {
  return tf.tidy(() => {
    const loss = (): Scalar =>
      tf.losses.meanSquaredError(y, model.apply(x, { training: true }) as Tensor) as Scalar;
    const { grads } = tf.variableGrads(loss, variablesOf(model));
    return variablesOf(model).map(({ name }) => size(grads[name]));
  });
}

const valuesOf = (model: LayersModel): number[][] =>
  model.weights.map((weight) => [...weight.read().dataSync()]);

// WebAssembly has no gradient of a convolution's filter.
const kinds = Object.keys(cases).filter((kind) => kind !== "convolutional" || backend().name !== "wasm");

describe.each(kinds)("a %s model", (kind) => {
  let built: Case;
  beforeEach(() => {
    built = cases[kind]();
    built.model.compile({ optimizer: tf.train.sgd(0.1), loss: "meanSquaredError" });
  });
  afterEach(() => {
    built.model.dispose();
    tf.dispose([built.x, built.y]);
  });

  test("measure gives autodiff's gradient norms and changes nothing", () => {
    const { model, x, y } = built;
    const mine = layersModel(model);
    mine.measure({ x, y });
    const [values, tensors] = [valuesOf(model), tf.memory().numTensors];
    const report = mine.measure({ x, y });
    expect(tf.memory().numTensors).toBe(tensors);
    expect(valuesOf(model)).toEqual(values);
    for (const layer of model.layers) expect(Object.hasOwn(layer, "call")).toBe(false);

    const norms = report.layers.flatMap(({ parameters }) => parameters.map(({ norm }) => norm));
    expect(norms).toEqual(normsByHand(built).map((norm) => expect.closeTo(norm, 5)));
    expect(report.layers.map(({ name }) => name)).toEqual(
      model.layers.filter((layer) => layer.trainableWeights.length > 0).map((layer) => layer.name),
    );
    expect(report.layers.map(({ layer }) => layer)).toEqual(report.layers.map((_, i) => i + 1));
    for (const { weightNorm, biasNorm, parameters, updateRatio } of report.layers) {
      expect(Math.hypot(weightNorm, biasNorm)).toBeCloseTo(Math.hypot(...parameters.map((p) => p.norm)), 10);
      expect(updateRatio).toBeGreaterThan(0);
    }
    const kernel = report.layers[0].parameters[0];
    const entries = kernel.shape.reduce((a, b) => a * b, 1);
    expect(kernel.rms).toBeCloseTo(kernel.norm / Math.sqrt(entries), 10);
    expect(kernel.name).toMatch(/kernel$/);
  });
});

/** One dense layer 1 → 1 with weight 2 and bias 0, at x = 3, y = 5: C = (2·3 − 5)² = 1, ∂C/∂w = 6, ∂C/∂b = 2. */
function line(): Case {
  const model = tf.sequential({
    layers: [
      tf.layers.dense({
        inputShape: [1],
        units: 1,
        kernelInitializer: tf.initializers.constant({ value: 2 }),
      }),
    ],
  });
  model.compile({ optimizer: tf.train.sgd(0.01), loss: "meanSquaredError" });
  return { model, x: tf.tensor2d([[3]]), y: tf.tensor2d([[5]]) };
}

test("one weight and one bias, worked out on paper", () => {
  const { model, x, y } = line();
  const report = layersModel(model).measure({ x, y });
  expect(report.loss).toBeCloseTo(1, 6);
  expect(report.layers[0]).toMatchObject({
    layer: 1,
    weightNorm: 6,
    biasNorm: 2,
    deltaRms: 2,
    updateRatio: 3,
  });
});

test("a look that fails leaves no trace", () => {
  const { model, y } = line();
  const tensors = tf.memory().numTensors;
  const wrong = tf.tensor2d([[1, 2]]);
  const mine = layersModel(model);
  expect(() => mine.measure({ x: wrong, y })).toThrow(InvalidArgument);
  expect(() => mine.measure({ x: wrong, y })).toThrow(/layersModel data must fit the model: .*shape/);
  wrong.dispose();
  expect(tf.memory().numTensors).toBe(tensors);
  expect(Object.hasOwn(model.layers[0], "call")).toBe(false);
});

describe("a clear word instead of TensorFlow's error or silence", () => {
  const { x, y } = line();

  test("what is no model", () => {
    for (const wrong of [{}, undefined, 3, mlp({ inputs: 1, depth: 0, width: 1, outputs: 1, seed: 1 })])
      expect(() => layersModel(wrong as never)).toThrow("layersModel model must be a tf.LayersModel");
  });

  test("a model that is not compiled", () => {
    const mine = layersModel(tf.sequential({ layers: [tf.layers.dense({ inputShape: [1], units: 1 })] }));
    expect(() => mine.measure({ x, y })).toThrow("layersModel model must be compiled");
    expect(() => mine.onGradients(() => {})).toThrow("layersModel model must be compiled");
  });

  test("a model whose layers are all frozen, before it is compiled or after", () => {
    for (const early of [true, false]) {
      const { model } = line();
      if (early) model.layers[0].trainable = false;
      model.compile({ optimizer: "sgd", loss: "meanSquaredError" });
      model.layers[0].trainable = false;
      expect(() => layersModel(model).measure({ x, y })).toThrow(InvalidArgument);
      expect(() => layersModel(model).measure({ x, y })).toThrow("must have a parameter that is trained");
      expect(() => layersModel(model).onGradients(() => {})).toThrow("must have a parameter that is trained");
    }
  });

  const classes = tf.tensor2d([[1]]);
  test.each([
    ["takes class numbers and is given one-hot rows", (target: Tensor, output: Tensor) => tf.losses.softmaxCrossEntropy(target.reshape([-1, 1, 1]), output), /must take targets and outputs of the shapes that it is given: .*"targets":\[1,3\]/], // prettier-ignore
    ["compares class numbers", (target: Tensor, output: Tensor) => tf.notEqual(target.argMax(1), output.argMax(1)).cast("float32"), /must depend on the parameters by operations that have a gradient/], // prettier-ignore
  ])("a loss of the reader's own that %s", (_, loss, words) => {
    const model = tf.sequential({ layers: [tf.layers.dense({ inputShape: [1], units: 3 })] });
    model.compile({ optimizer: "sgd", loss: loss as never });
    const tensors = tf.memory().numTensors;
    const data = fromArrays({ inputs: [[3]], labels: [1], classNames: ["a", "b", "c"] });
    expect(() => layersModel(model).measure(data)).toThrow(InvalidArgument);
    expect(() => layersModel(model).measure(data)).toThrow(words);
    expect(() => layersModel(model).measure({ x, y: classes })).toThrow(
      "layersModel data must fit the model",
    );
    expect(tf.memory().numTensors).toBe(tensors);
  });

  test("a listener or an option that is none", () => {
    const mine = layersModel(line().model);
    expect(() => mine.onGradients(3 as never)).toThrow("onGradients listener must be a function");
    expect(() => mine.onGradients(() => {}, { every: 0 })).toThrow("onGradients every must be");
    expect(() => mine.onGradients(() => {}, { often: 1 } as never)).toThrow("has no such option");
    expect(() => mine.measure({ x, y }, { probe: [] } as never)).toThrow("has no such option");
    expect(() => mine.histograms({ x, y }, { quantity: "deltas" as never })).toThrow("is not a known name");
  });
});

describe("measure takes a data set in the model's own shapes", () => {
  const dense = (inputShape: number[], units: number, loss: string): LayersModel => {
    const activation = units > 1 ? "softmax" : "linear";
    const last = { units, activation, kernelInitializer: glorot(8) } as const;
    const layers =
      inputShape.length === 1
        ? [tf.layers.dense({ ...last, inputShape })]
        : [tf.layers.flatten({ inputShape }), tf.layers.dense(last)];
    const model = tf.sequential({ layers });
    model.compile({ optimizer: tf.train.sgd(0.1), loss });
    return model;
  };
  const points = spirals({ points: 30, seed: 1 });

  test("labels one-hot or as class numbers, as the loss wants them, and what it gives is what our net gives", () => {
    const net = mlp({ inputs: 2, depth: 0, width: 1, outputs: 2, seed: 1 });
    const ours = measure(net, points);
    for (const loss of ["categoricalCrossentropy", "sparseCategoricalCrossentropy"]) {
      const model = dense([2], 2, loss);
      const start = tf.tensor2d(net.parameters[0].weights, [2, 2]);
      model.layers[0].setWeights([start, tf.zeros([2])]);
      const tensors = tf.memory().numTensors;
      const theirs = layersModel(model).measure(points);
      expect(tf.memory().numTensors).toBe(tensors);
      expect(theirs.loss).toBeCloseTo(ours.loss, 5);
      expect(theirs.layers[0].weightNorm).toBeCloseTo(ours.layers[0].weightNorm, 5);
      expect(theirs.layers[0].biasNorm).toBeCloseTo(ours.layers[0].biasNorm, 5);
    }
  });

  test("images and sequences in the shape that the first layer has", () => {
    const image = dense([28, 28, 1], 10, "categoricalCrossentropy");
    const { layers } = layersModel(image).measure(digits({ points: 5, seed: 1 }));
    expect(layers[0].parameters[0].shape).toEqual([784, 10]);
    const sequence = tf.sequential({
      layers: [
        tf.layers.simpleRNN({ inputShape: [null, 2], units: 3 } as never),
        tf.layers.dense({ units: 1 }),
      ],
    });
    sequence.compile({ optimizer: tf.train.sgd(0.1), loss: "meanSquaredError" });
    const report = layersModel(sequence).measure(adding({ points: 4, steps: 6, seed: 1 }));
    expect(report.layers.map(({ layer }) => layer)).toEqual([1, 2]);
  });

  test("data that do not fit are refused before any tensor exists", () => {
    const model = dense([2], 2, "categoricalCrossentropy");
    const before = tf.memory().numTensors;
    const refused = (data: unknown, message: string | RegExp): void => {
      expect(() => layersModel(model).measure(data as never)).toThrow(InvalidArgument);
      expect(() => layersModel(model).measure(data as never)).toThrow(message);
    };
    refused(digits({ points: 3, seed: 1 }), "data features must be the net's inputs (2); got 784");
    refused(spirals({ points: 30, classes: 3, seed: 1 }), "data labels must be from 0 to 1");
    refused({ ...points, inputs: points.inputs.map(() => Number.NaN) }, "finite");
    refused(undefined, "layersModel data must be a data set");
    refused({ x: [1, 2], y: 3 }, "layersModel data x must be a tensor");
    expect(() => measure(model as never, points)).toThrow("measure net must be a net that mlp(…) made");
    expect(() => measure({} as never, points)).toThrow("measure net must be a net that mlp(…) made");
    expect(tf.memory().numTensors).toBe(before);
  });
});
