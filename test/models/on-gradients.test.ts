import type { LayersModel, Optimizer, Scalar, Tensor, Variable } from "@tensorflow/tfjs";
import { describe, expect, test } from "vitest";
import type { TensorFlow } from "../../src/backend/backend";
import { tensorflow } from "../../src/backend/tensorflow";
import { layersModel, type ModelGradientEvent } from "../../src/models";
import { normsOf } from "../../src/models/norms";

const tf = tensorflow() as TensorFlow;

/** One dense layer 1 → 1 with weight 2 and bias 0, at x = 3, y = 5: C = (2·3 − 5)² = 1, ∂C/∂w = 6, ∂C/∂b = 2. */
function line(rate = 0.01): { model: LayersModel; x: Tensor; y: Tensor } {
  const kernelInitializer = tf.initializers.constant({ value: 2 });
  const model = tf.sequential({
    layers: [tf.layers.dense({ inputShape: [1], units: 1, kernelInitializer })],
  });
  model.compile({ optimizer: tf.train.sgd(rate), loss: "meanSquaredError" });
  return { model, x: tf.tensor2d([[3]]), y: tf.tensor2d([[5]]) };
}

const isWrapped = ({ optimizer }: LayersModel): boolean =>
  Object.hasOwn(optimizer, "applyGradients") || Object.hasOwn(optimizer, "computeGradients");

/** A net of two layers and what it trains on. */
function small(optimizer: string | Optimizer): {
  model: LayersModel;
  x: Tensor;
  y: Tensor;
} {
  const seeded = (seed: number) => ({ kernelInitializer: tf.initializers.glorotUniform({ seed }) });
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ inputShape: [3], units: 5, activation: "tanh", ...seeded(1) }),
      tf.layers.batchNormalization(),
      tf.layers.dense({ units: 2, ...seeded(2) }),
    ],
  });
  model.compile({ optimizer, loss: "meanSquaredError" });
  const wave = (rows: number, columns: number): Tensor =>
    tf.tidy(() => tf.sin(tf.range(0, rows * columns)).reshape([rows, columns]));
  return { model, x: wave(6, 3), y: wave(6, 2) };
}

test("fit is heard at every step, with the loss and the norms that measure gives, and leaves no trace", async () => {
  const { model, x, y } = small(tf.train.sgd(0.1));
  const mine = layersModel(model);
  await model.trainOnBatch(x, y);
  const tensors = tf.memory().numTensors;
  const events: ModelGradientEvent[] = [];
  const off = mine.onGradients((event) => events.push(event), { delta: true });
  const look = mine.measure({ x, y });
  await model.fit(x, y, { epochs: 3, batchSize: 6, verbose: 0, shuffle: false });
  off();
  off();
  await model.trainOnBatch(x, y);
  expect(tf.memory().numTensors).toBe(tensors);
  expect(isWrapped(model)).toBe(false);
  expect(Object.hasOwn(model, "compile")).toBe(false);

  expect(events.map(({ step }) => step)).toEqual([0, 1, 2]);
  expect(events[0].loss).toBeCloseTo(look.loss, 6);
  expect(events[0].layers).toHaveLength(3);
  events[0].layers.forEach(({ layer, name, weightNorm, biasNorm, deltaRms, updateRatio, log10 }, i) => {
    expect([layer, name]).toEqual([i + 1, look.layers[i].name]);
    expect(weightNorm).toBeCloseTo(look.layers[i].weightNorm, 5);
    expect(biasNorm).toBeCloseTo(look.layers[i].biasNorm, 5);
    expect(deltaRms).toBeCloseTo(look.layers[i].deltaRms, 5);
    expect(10 ** log10.deltaRms!).toBeCloseTo(deltaRms!, 10);
    expect(10 ** log10.weightNorm).toBeCloseTo(weightNorm, 10);
    // Gradient descent of rate 0.1; the difference of float32 weights carries their rounding.
    expect(updateRatio / (0.1 * look.layers[i].updateRatio)).toBeCloseTo(1, 3);
  });
});

test.each(["adam", "rmsprop", "momentum", "adagrad"])("the update ratio is that of the weights before and after a step of %s", async (name) => {
  const optimizer = name === "momentum" ? tf.train.momentum(0.1, 0.9) : name;
  const { model, x, y } = small(optimizer as string);
  const kernel = model.layers[0].trainableWeights[0].read();
  await model.trainOnBatch(x, y);
  const before = kernel.dataSync().slice();
  const events: ModelGradientEvent[] = [];
  const off = layersModel(model).onGradients((event) => events.push(event));
  await model.trainOnBatch(x, y);
  off();
  const change = Math.hypot(...kernel.dataSync().map((value, i) => value - before[i]));
  expect(events[0].layers[0]).not.toHaveProperty("deltaRms");
  expect(events[0].layers[0].updateRatio).toBeCloseTo(change / Math.hypot(...before), 6);
}); // prettier-ignore

test.each([3, 1])("what a model learns is the same, heard every %i or not at all", async (every) => {
  const kernels = [undefined, every].map(async (told) => {
    const { model, x, y } = small(tf.train.adam(0.05));
    const off = told && layersModel(model).onGradients(() => {}, { every: told, delta: true });
    await model.fit(x, y, { epochs: 7, batchSize: 6, verbose: 0, shuffle: false });
    if (off) off();
    for (const layer of model.layers) expect(Object.hasOwn(layer, "call")).toBe(false);
    return model.getWeights().map((weight) => [...weight.dataSync()]);
  });
  const [alone, heard] = await Promise.all(kernels);
  expect(heard).toEqual(alone.map((values) => values.map((value) => expect.closeTo(value, 5))));
});

test("every leaves out the steps between, and counts them", async () => {
  const { model, x, y } = line();
  const mine = layersModel(model);
  const heard: [string, number][] = [];
  const offs = [3, 2, 1].map((every) =>
    mine.onGradients(({ step }) => heard.push([`${every}`, step]), { every }),
  );
  for (let i = 0; i < 5; i++) await model.trainOnBatch(x, y);
  for (const off of offs) off();
  const stepsOf = (name: string): number[] => heard.filter(([by]) => by === name).map(([, step]) => step);
  expect(stepsOf("3")).toEqual([0, 3]);
  expect(stepsOf("2")).toEqual([0, 2, 4]);
  expect(stepsOf("1")).toEqual([0, 1, 2, 3, 4]);
});

test("listeners come off in any order, and those that remain still hear", async () => {
  const { model, x, y } = line();
  const heard: string[] = [];
  const [first, second] = ["first", "second"].map((name) =>
    layersModel(model).onGradients(() => heard.push(name)),
  );
  await model.trainOnBatch(x, y);
  first();
  await model.trainOnBatch(x, y);
  second();
  await model.trainOnBatch(x, y);
  expect(heard).toEqual(["first", "second", "second"]);
  expect(isWrapped(model)).toBe(false);
});

test("a model that is compiled anew is followed to its new optimizer, and the old one let go", async () => {
  const { model, x, y } = line();
  const old = model.optimizer;
  const losses: number[] = [];
  const off = layersModel(model).onGradients(({ loss }) => losses.push(loss));
  await model.trainOnBatch(x, y);
  model.compile({ optimizer: tf.train.adam(0.1), loss: "meanAbsoluteError" });
  expect(Object.hasOwn(old, "applyGradients")).toBe(false);
  await model.trainOnBatch(x, y);
  off();
  expect(losses[0]).toBeCloseTo(1, 5);
  // w = 2 − 0.06, b = −0.02: |5.8 − 5|.
  expect(losses[1]).toBeCloseTo(0.8, 5);
  expect(isWrapped(model)).toBe(false);
});

test("a look while a training is under way neither hears nor disturbs it", async () => {
  const { model, x, y } = line(0);
  const mine = layersModel(model);
  const steps: number[] = [];
  const off = mine.onGradients(({ step }) => steps.push(step));
  const training = model.fit(x, y, { epochs: 2, verbose: 0 });
  expect(mine.measure({ x, y }).layers[0].weightNorm).toBeCloseTo(6, 5);
  await training;
  off();
  expect(steps).toEqual([0, 1]);
});

test("an optimizer's own applyGradients comes back as it was, and the reader's own loop is heard", () => {
  const { model, x, y } = line();
  const { optimizer } = model;
  const calls: unknown[] = [];
  const own = (gradients: unknown): void => void calls.push(gradients);
  optimizer.applyGradients = own;
  const events: ModelGradientEvent[] = [];
  const off = layersModel(model).onGradients((event) => events.push(event), { delta: true });
  const cost = (): Scalar => tf.losses.meanSquaredError(y, model.apply(x) as Tensor) as Scalar;
  tf.tidy(() => void optimizer.minimize(cost));
  tf.tidy(() => optimizer.applyGradients(tf.variableGrads(cost).grads));
  off();
  expect(optimizer.applyGradients).toBe(own);
  expect(calls).toHaveLength(2);
  for (const { layers } of events) expect(layers[0]).toMatchObject({ biasNorm: 2, updateRatio: 0 });
  expect(events.map(({ layers }) => layers[0].deltaRms)).toEqual([expect.closeTo(2, 5), Number.NaN]);
  expect(events[0].layers[0].weightNorm).toBeCloseTo(6, 5);
  // What comes with the gradients alone has no loss.
  expect(events.map(({ loss }) => loss)).toEqual([expect.closeTo(1, 5), Number.NaN]);
});

test("two models with one optimizer hear only their own backward passes", async () => {
  const [a, b] = [line(), line()];
  b.model.optimizer = a.model.optimizer;
  const heard: string[] = [];
  const offs = [a, b].map(({ model }, i) => layersModel(model).onGradients(() => heard.push("ab"[i])));
  await a.model.trainOnBatch(a.x, a.y);
  await b.model.trainOnBatch(b.x, b.y);
  for (const off of offs) off();
  expect(heard).toEqual(["a", "b"]);
});

test("an error of a listener reaches the training, after the update", async () => {
  const { model, x, y } = line();
  const off = layersModel(model).onGradients(() => {
    throw new RangeError("enough");
  });
  await expect(model.trainOnBatch(x, y)).rejects.toThrow("enough");
  off();
  expect((model.layers[0].trainableWeights[0].read() as Variable).dataSync()[0]).toBeCloseTo(1.94, 5);
  expect(isWrapped(model)).toBe(false);
});

describe("norms are right at any scale that float32 holds", () => {
  test.each([1e-36, 1e-25, 1e-12, 1, 1e12, 1e25, 1e37])("%f", (scale) => {
    const values = Float32Array.from({ length: 1000 }, (_, i) => scale * Math.sin(i + 1));
    const right = scale * Math.hypot(...values.map((value) => value / scale));
    const tensors = tf.memory().numTensors;
    const tensor = tf.tensor2d(values, [20, 50]);
    expect(normsOf([tensor, tensor])[1] / right).toBeCloseTo(1, 5);
    tensor.dispose();
    expect(tf.memory().numTensors).toBe(tensors);
  });

  test("0, infinite and NaN", () => {
    const of = (...values: number[]): number => normsOf([tf.tensor1d(values)])[0];
    expect([of(0, 0), of(1, Infinity), of(1, Number.NaN)]).toEqual([0, Infinity, Number.NaN]);
    expect(normsOf([])).toEqual([]);
  });
});
