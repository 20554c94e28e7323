import type { LayersModel, Scalar, Tensor, Variable } from "@tensorflow/tfjs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { backend, type TensorFlow } from "../../src/backend/backend";
import { tensorflow } from "../../src/backend/tensorflow";
import { mlp } from "../../src/architecture/net";
import { adding } from "../../src/data/adding";
import { digits } from "../../src/data/digits";
import { spirals } from "../../src/data/spirals";
import { InvalidArgument } from "../../src/errors";
import { attach, type ModelGradientEvent } from "../../src/probes/layers-model";
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

  test("measure gives autodiff's gradient norms and changes nothing", async () => {
    const { model, x, y } = built;
    await measure(model, { x, y });
    const [values, tensors] = [valuesOf(model), tf.memory().numTensors];
    const report = await measure(model, { x, y });
    expect(tf.memory().numTensors).toBe(tensors);
    expect(valuesOf(model)).toEqual(values);
    expect(Object.hasOwn(model.optimizer, "applyGradients")).toBe(false);

    const norms = report.layers.flatMap(({ parameters }) => parameters.map(({ norm }) => norm));
    expect(norms).toEqual(normsByHand(built).map((norm) => expect.closeTo(norm, 5)));
    expect(report.layers.map(({ name }) => name)).toEqual(
      model.layers.filter((layer) => layer.trainableWeights.length > 0).map((layer) => layer.name),
    );
    for (const { weightNorm, biasNorm, parameters, updateRatio } of report.layers) {
      expect(Math.hypot(weightNorm, biasNorm)).toBeCloseTo(Math.hypot(...parameters.map((p) => p.norm)), 10);
      expect(updateRatio).toBeGreaterThan(0);
    }
    const kernel = report.layers[0].parameters[0];
    const entries = kernel.shape.reduce((a, b) => a * b, 1);
    expect(kernel.rms).toBeCloseTo(kernel.norm / Math.sqrt(entries), 10);
    expect(kernel.max).toBeLessThanOrEqual(kernel.norm);
    expect(kernel.name).toMatch(/kernel$/);
  });

  test("two looks at once are as two looks one after the other", async () => {
    const { model, x, y } = built;
    const double = y.mul(2);
    const apart = [await measure(model, { x, y }), await measure(model, { x, y: double })];
    const tensors = tf.memory().numTensors;
    const together = await Promise.all([measure(model, { x, y }), measure(model, { x, y: double })]);
    expect(together).toEqual(apart);
    expect(together[0].layers.length).toBeGreaterThan(0);
    expect(tf.memory().numTensors).toBe(tensors);
    expect(Object.hasOwn(model.optimizer, "applyGradients")).toBe(false);
    double.dispose();
  });

  test("attach hears every backward pass of fit, with the update's own size, and leaves no trace", async () => {
    const { model, x, y } = built;
    const events: ModelGradientEvent[] = [];
    const norms = normsByHand(built);
    await model.trainOnBatch(x, y);
    const tensors = tf.memory().numTensors;
    const detach = attach(model, { onGradients: (event) => events.push(event) });
    const look = await measure(model, { x, y });
    await model.fit(x, y, { epochs: 3, batchSize: x.shape[0], verbose: 0, shuffle: false });
    detach();
    detach();
    await model.trainOnBatch(x, y);
    expect(tf.memory().numTensors).toBe(tensors);
    expect(Object.hasOwn(model.optimizer, "applyGradients")).toBe(false);

    expect(events.map(({ step }) => step)).toEqual([0, 1, 2]);
    const first = events[0].layers.flatMap(({ parameters }) => parameters.map(({ norm }) => norm));
    expect(first).toHaveLength(norms.length);
    events[0].layers.forEach(({ weightNorm, biasNorm, updateRatio }, i) => {
      expect(weightNorm).toBeCloseTo(look.layers[i].weightNorm, 5);
      expect(biasNorm).toBeCloseTo(look.layers[i].biasNorm, 5);
      // Gradient descent of rate 0.1; the difference of float32 weights carries their rounding.
      expect(updateRatio / (0.1 * look.layers[i].updateRatio)).toBeCloseTo(1, 3);
    });
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

test("one weight and one bias, worked out on paper", async () => {
  const { model, x, y } = line();
  const report = await measure(model, { x, y });
  expect(report.loss).toBeCloseTo(1, 6);
  expect(report.layers[0]).toMatchObject({ layer: 1, weightNorm: 6, biasNorm: 2, updateRatio: 3 });
});

test("listeners come off in any order, and those that remain still hear", async () => {
  const { model, x, y } = line();
  const heard: string[] = [];
  const [first, second] = ["first", "second"].map((name) =>
    attach(model, { onGradients: () => heard.push(name) }),
  );
  await model.trainOnBatch(x, y);
  first();
  await model.trainOnBatch(x, y);
  second();
  await model.trainOnBatch(x, y);
  expect(heard.filter((name) => name === "first")).toHaveLength(1);
  expect(heard.filter((name) => name === "second")).toHaveLength(2);
});

test("an optimizer's own applyGradients comes back as it was, and the reader's own loop is heard", () => {
  const { model, x, y } = line();
  const { optimizer } = model;
  const calls: unknown[] = [];
  const own = (gradients: unknown): void => void calls.push(gradients);
  optimizer.applyGradients = own;
  const events: ModelGradientEvent[] = [];
  const detach = attach(model, { onGradients: (event) => events.push(event) });
  tf.tidy(() => {
    optimizer.minimize(() => tf.losses.meanSquaredError(y, model.apply(x) as Tensor) as Scalar);
  });
  detach();
  expect(optimizer.applyGradients).toBe(own);
  expect(calls).toHaveLength(1);
  expect(events[0].layers[0]).toMatchObject({ weightNorm: 6, biasNorm: 2, updateRatio: 0 });
});

test("two models with one optimizer hear only their own backward passes", async () => {
  const [a, b] = [line(), line()];
  b.model.optimizer = a.model.optimizer;
  const heard: string[] = [];
  const off = [a, b].map(({ model }, i) => attach(model, { onGradients: () => heard.push("ab"[i]) }));
  await a.model.trainOnBatch(a.x, a.y);
  await b.model.trainOnBatch(b.x, b.y);
  for (const detach of off) detach();
  expect(heard).toEqual(["a", "b"]);
});

test("a look that fails leaves no trace", async () => {
  const { model, y } = line();
  const tensors = tf.memory().numTensors;
  const wrong = tf.tensor2d([[1, 2]]);
  await expect(measure(model, { x: wrong, y })).rejects.toThrow("shape");
  wrong.dispose();
  expect(tf.memory().numTensors).toBe(tensors);
  expect(Object.hasOwn(model.optimizer, "applyGradients")).toBe(false);
});

test("what is no compiled model, or no listener, is refused by name", async () => {
  const { model, x, y } = line();
  const raw = tf.sequential({ layers: [tf.layers.dense({ inputShape: [1], units: 1 })] });
  expect(() => attach(raw, { onGradients: console.log })).toThrow("attach model must be compiled");
  expect(() => attach({} as never, { onGradients: console.log })).toThrow(
    "attach model must be a tf.LayersModel",
  );
  expect(() => attach(model, {} as never)).toThrow("attach onGradients must be a function");
  await expect(measure(raw, { x, y })).rejects.toThrow("measure model must be compiled");
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

  test("labels one-hot or as class numbers, as the loss wants them, and what it gives is what our net gives", async () => {
    const net = mlp({ inputs: 2, depth: 0, width: 1, outputs: 2, seed: 1 });
    const ours = measure(net, points);
    for (const loss of ["categoricalCrossentropy", "sparseCategoricalCrossentropy"]) {
      const model = dense([2], 2, loss);
      const start = tf.tensor2d(net.parameters[0].weights, [2, 2]);
      model.layers[0].setWeights([start, tf.zeros([2])]);
      const tensors = tf.memory().numTensors;
      const theirs = await measure(model, points);
      expect(tf.memory().numTensors).toBe(tensors);
      expect(theirs.loss).toBeCloseTo(ours.loss, 5);
      expect(theirs.layers[0].weightNorm).toBeCloseTo(ours.layers[0].weightNorm, 5);
      expect(theirs.layers[0].biasNorm).toBeCloseTo(ours.layers[0].biasNorm, 5);
    }
  });

  test("images and sequences in the shape that the first layer has", async () => {
    const image = dense([28, 28, 1], 10, "categoricalCrossentropy");
    const { layers } = await measure(image, digits({ points: 5, seed: 1 }));
    expect(layers[0].parameters[0].shape).toEqual([784, 10]);
    const sequence = tf.sequential({
      layers: [
        tf.layers.simpleRNN({ inputShape: [null, 2], units: 3 } as never),
        tf.layers.dense({ units: 1 }),
      ],
    });
    sequence.compile({ optimizer: tf.train.sgd(0.1), loss: "meanSquaredError" });
    const report = await measure(sequence, adding({ points: 4, steps: 6, seed: 1 }));
    expect(report.layers.map(({ layer }) => layer)).toEqual([1, 2]);
  });

  test("data that do not fit are refused before any tensor exists", async () => {
    const model = dense([2], 2, "categoricalCrossentropy");
    const before = tf.memory().numTensors;
    const refused = async (data: unknown, message: string | RegExp): Promise<void> => {
      await expect(measure(model, data as never)).rejects.toThrow(InvalidArgument);
      await expect(measure(model, data as never)).rejects.toThrow(message);
    };
    await refused(digits({ points: 3, seed: 1 }), "data features must be the net's inputs (2); got 784");
    await refused(spirals({ points: 30, classes: 3, seed: 1 }), "data labels must be from 0 to 1");
    await refused({ ...points, inputs: points.inputs.map(() => Number.NaN) }, "finite");
    await refused(undefined, "measure data must be a data set");
    await refused({ x: [1, 2], y: 3 }, "measure data x must be a tensor");
    expect(() => measure(model as never, points, { probes: [] })).toThrow("has no such option");
    expect(() => measure({} as never, points)).toThrow("measure net must be a net that mlp(…) made");
    expect(tf.memory().numTensors).toBe(before);
  });
});
