import type { LayersModel, Tensor } from "@tensorflow/tfjs";
import { afterEach, expect, test } from "vitest";
import type { TensorFlow } from "../../src/backend/backend";
import { tensorflow } from "../../src/backend/tensorflow";
import { gradientNormsOverTraining } from "../../src/charts/depth/gradient-norms-over-training";
import { training } from "../../src/charts/depth/training";
import { layersModel, type ModelGradientEvent } from "../../src/models";

const tf = tensorflow() as TensorFlow;
const wave = (rows: number, columns: number): Tensor =>
  tf.tidy(() => tf.sin(tf.range(0, rows * columns)).reshape([rows, columns]));
const [x, y] = [wave(12, 3), wave(12, 2)];

function small(): LayersModel {
  const seeded = (seed: number) => ({ kernelInitializer: tf.initializers.glorotUniform({ seed }) });
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ inputShape: [3], units: 5, activation: "tanh", name: "first", ...seeded(1) }),
      tf.layers.dense({ units: 2, name: "last", ...seeded(2) }),
    ],
  });
  model.compile({ optimizer: tf.train.adam(0.05), loss: "meanSquaredError" });
  return model;
}

let stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops) stop();
  stops = [];
});

test("a run holds in columns what a listener hears at every step, while it goes on and after it was stopped", async () => {
  const model = small();
  const mine = layersModel(model);
  const events: ModelGradientEvent[] = [];
  stops.push(mine.onGradients((event) => events.push(event)));
  const run = mine.record({ delta: true });
  stops.push(run.stop);
  await model.fit(x, y, { epochs: 2, batchSize: 4, verbose: 0 });
  await model.trainOnBatch(x, y);
  for (const stopped of [false, true]) {
    if (stopped) run.stop();
    expect(run.stepsDone).toBe(7);
    expect([...run.steps]).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect([...run.loss]).toEqual(events.map(({ loss }) => loss));
    run.layers.forEach(({ layer, name, weightNorm, biasNorm, deltaRms, updateRatio, log10 }, l) => {
      expect([layer, name]).toEqual([l + 1, ["first", "last"][l]]);
      const heard = events.map(({ layers }) => layers[l]);
      expect([...weightNorm]).toEqual(heard.map((numbers) => numbers.weightNorm));
      expect([...biasNorm]).toEqual(heard.map((numbers) => numbers.biasNorm));
      expect([...deltaRms!]).toEqual(heard.map((numbers) => numbers.deltaRms));
      expect([...updateRatio]).toEqual(heard.map((numbers) => numbers.updateRatio));
      expect([...log10.updateRatio]).toEqual(heard.map((numbers) => numbers.log10.updateRatio));
    });
  }
  await model.trainOnBatch(x, y);
  expect(run.steps).toHaveLength(7);
  stops.pop();
  stops.pop()!();
  expect(Object.hasOwn(model.optimizer, "applyGradients")).toBe(false);
});

test("every leaves out the steps between", async () => {
  const model = small();
  const run = layersModel(model).record({ every: 3 });
  stops.push(run.stop);
  for (let i = 0; i < 8; i++) await model.trainOnBatch(x, y);
  expect([...run.steps]).toEqual([0, 3, 6]);
  expect(run.stepsDone).toBe(8);
});

test("a layer that is frozen on the way, by compiling anew, goes on without numbers", async () => {
  const model = small();
  const run = layersModel(model).record();
  stops.push(run.stop);
  await model.trainOnBatch(x, y);
  model.layers[1].trainable = false;
  model.compile({ optimizer: "sgd", loss: "meanSquaredError" });
  model.layers[1].trainable = false;
  await model.trainOnBatch(x, y);
  const [first, last] = run.layers;
  expect(first.weightNorm.every((value) => value > 0)).toBe(true);
  expect([...last.weightNorm]).toEqual([expect.any(Number), Number.NaN]);
  expect(last.weightNorm[0]).toBeGreaterThan(0);
});

test("the chart of norms over training takes it, and what is missing in it is said", async () => {
  const model = small();
  const run = layersModel(model).record({ delta: true });
  stops.push(run.stop);
  expect(() => gradientNormsOverTraining(run)).toThrow("must have a step");
  for (let i = 0; i < 3; i++) await model.trainOnBatch(x, y);
  const { data } = gradientNormsOverTraining(run, { quantity: "deltaRms" }) as unknown as { data: { name: string; y: number[] }[] }; // prettier-ignore
  const drawn = data.find(({ name }) => name === "first")!;
  expect(drawn.y).toEqual([...run.layers[0].deltaRms!].map((value) => expect.closeTo(value, 8)));
  expect(() => gradientNormsOverTraining(run, { quantity: "sparsity" })).toThrow(
    "must be among what the run recorded",
  );
});

test("the chart of a training draws its loss", async () => {
  const model = small();
  const run = layersModel(model).record();
  stops.push(run.stop);
  for (let i = 0; i < 3; i++) await model.trainOnBatch(x, y);
  const { data } = training(run) as unknown as { data: { x: number[]; y: number[] }[] };
  expect(data).toHaveLength(1);
  expect(data[0].x).toEqual([0, 1, 2]);
  expect(data[0].y).toEqual([...run.loss].map((loss) => expect.closeTo(loss, 8)));
});

test("its text says how far it is", async () => {
  const model = small();
  const run = layersModel(model).record({ every: 2 });
  stops.push(run.stop);
  for (let i = 0; i < 3; i++) await model.trainOnBatch(x, y);
  const { inspect } = await import("node:util");
  expect(inspect(run)).toMatch(/^Run: 2 trained layers: 2 of 3 steps recorded, loss \S+ → \S+, on \w+\./);
  expect(() => layersModel(model).record({ every: 0.5 })).toThrow("record every must be a whole number");
  expect(() => layersModel(model).record({ delta: 1 as never })).toThrow(
    "record delta must be true or false",
  );
  expect(run.layers[0].deltaRms).toBeUndefined();
});
