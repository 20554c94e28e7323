import type { LayersModel, Tensor } from "@tensorflow/tfjs";
import { describe, expect, it, test } from "vitest";
import { mlp } from "../../src/architecture/net";
import type { TensorFlow } from "../../src/backend/backend";
import { tensorflow } from "../../src/backend/tensorflow";
import { blobs } from "../../src/data/blobs";
import { diagnose } from "../../src/diagnosis/diagnose";
import { layersModel } from "../../src/models";
import { measure } from "../../src/probes/measure";

const tf = tensorflow() as TensorFlow;
type Layer = ReturnType<typeof tf.layers.dense>;
type Name = "tanh";

const data = blobs({ points: 64, features: 8, classes: 3, seed: 1 });
const seeded = (seed: number, kind = "heNormal") => ({
  kernelInitializer:
    kind === "heNormal" ? tf.initializers.heNormal({ seed }) : tf.initializers.glorotNormal({ seed }),
});
const head = (seed = 99, units = 3): Layer => tf.layers.dense({ units, activation: "softmax", name: `head${seed}`, ...seeded(seed, "glorot") }); // prettier-ignore

function compiled(layers: unknown[], optimizer = tf.train.sgd(0.05)): LayersModel {
  const model = tf.sequential({ layers: layers as Layer[] });
  model.compile({ optimizer, loss: "categoricalCrossentropy" });
  return model;
}

/** Dense layers of 32 units. */
function dense(activation: string, depth: number, kind?: string): Layer[] {
  return Array.from(
    { length: depth },
    (_, l) =>
    tf.layers.dense({ units: 32, activation: activation as Name, name: `dense${l + 1}`, ...(l === 0 && { inputShape: [8] }), ...seeded(l + 1, kind) }), // prettier-ignore
  );
}

const kindsOf = (model: LayersModel, on: Parameters<ReturnType<typeof layersModel>["measure"]>[0] = data) =>
  diagnose(layersModel(model).measure(on)).findings.map(({ kind }) => kind);

test("a model with the parameters of a net has its finding, with the same ratio", () => {
  const net = mlp({ inputs: 8, depth: 12, width: 32, outputs: 3, seed: 1 });
  const model = compiled([...dense("sigmoid", 12), head()]);
  const layers = model.layers as unknown as Layer[];
  net.parameters.forEach(({ weights, biases }, l) => {
    const { fanIn, fanOut } = net.layers[l];
    layers[l].setWeights([tf.tensor2d(weights, [fanIn, fanOut]), tf.tensor1d(biases!)]);
  });
  const [ours] = diagnose(measure(net, data)).findings;
  const [theirs, ...rest] = diagnose(layersModel(model).measure(data)).findings;
  expect(rest).toEqual([]);
  expect([theirs.kind, theirs.layers]).toEqual(["vanishing", ours.layers]);
  expect(theirs.value / ours.value).toBeCloseTo(1, 3);
  expect(theirs.quantity).toBe("‖δ‖ of dense1 ÷ dense12");
  expect(theirs.remedies.join()).toContain("kernelInitializer");
});

const image = (points: number, size: number): Tensor =>
  tf.tidy(() => tf.randomNormal([points, size, size, 1], 0, 1, "float32", 5));
const classes = (points: number): Tensor =>
  tf.tidy(() => tf.oneHot(tf.range(0, points, 1, "int32").mod(tf.scalar(3, "int32")).toInt(), 3).toFloat());

function convolutional(end: unknown): LayersModel {
  const conv = (l: number, filters: number): object => ({ kernelSize: 3, filters, activation: "relu", padding: "same", ...seeded(l) }); // prettier-ignore
  return compiled([
    tf.layers.conv2d({ ...conv(1, 8), inputShape: [8, 8, 1] } as never),
    tf.layers.conv2d(conv(2, 8) as never),
    tf.layers.maxPooling2d({ poolSize: 2 }),
    tf.layers.conv2d(conv(3, 16) as never),
    tf.layers.maxPooling2d({ poolSize: 2 }),
    end,
    tf.layers.dense({ units: 32, activation: "relu", ...seeded(4) }),
    head(),
  ]);
}

describe("a healthy model", () => {
  const normalized = (): unknown[] => dense("relu", 6).flatMap((layer) => [layer, tf.layers.batchNormalization({})]); // prettier-ignore
  it.each([
    ["of ReLU layers", () => compiled([...dense("relu", 8), head()])],
    ["of tanh layers", () => compiled([...dense("tanh", 6, "glorot"), head()])],
    ["with batch normalization", () => compiled([...normalized(), head()])],
    ["of one layer", () => compiled([tf.layers.dense({ units: 3, inputShape: [8], activation: "softmax", ...seeded(1) })])], // prettier-ignore
    ["within a model", () => compiled([tf.sequential({ layers: dense("relu", 4) }), head()])],
  ] as const)("%s is called so", (_, build) => {
    expect(kindsOf(build())).toEqual([]);
  });
  it("of convolutions and pools is called so, though rms δ falls with the number of positions", () => {
    const batch = { x: image(12, 8), y: classes(12) };
    expect(kindsOf(convolutional(tf.layers.flatten()), batch)).toEqual([]);
    expect(kindsOf(convolutional(tf.layers.globalAveragePooling2d({})), batch)).toEqual([]);
  });
  it("with a recurrent layer is called so", () => {
    const batch = { x: tf.randomNormal([24, 6, 2], 0, 1, "float32", 3), y: classes(24) };
    expect(kindsOf(compiled([tf.layers.lstm({ units: 8, inputShape: [6, 2], ...seeded(1, "glorot") }), head()]), batch)).toEqual([]); // prettier-ignore
  });
  it("of two outputs, of which one weighs little, is not said to have a vanishing gradient", () => {
    const input = tf.input({ shape: [8] });
    const through = (name: string) => tf.layers.dense({ units: 8, activation: "relu", name, ...seeded(1) }).apply(input); // prettier-ignore
    const outputs = [1, 2].map((k) => head(k).apply(through(`branch${k}`))) as never;
    const model = tf.model({ inputs: input, outputs });
    const small = (target: Tensor, output: Tensor): Tensor => tf.losses.meanSquaredError(target, output).mul(1e-4); // prettier-ignore
    model.compile({ optimizer: "sgd", loss: [small as never, "categoricalCrossentropy"] });
    const batch = { x: tf.tensor2d(data.inputs, [64, 8]), y: [classes(64), classes(64)] };
    expect(kindsOf(model, batch)).toEqual([]);
  });
});

describe("a model that is broken on purpose", () => {
  const set = (model: LayersModel, layer: number, change: (weights: Tensor[]) => Tensor[]): LayersModel => {
    model.layers[layer].setWeights(change(model.layers[layer].getWeights()));
    return model;
  };
  const relu = (): LayersModel => compiled([...dense("relu", 5), head()]);
  it.each([
    ["dead units", () => set(relu(), 2, ([w]) => [w, tf.fill([32], -100)]), "dead"],
    ["dead units before a ReLU layer of its own", () => set(compiled([tf.layers.dense({ units: 8, inputShape: [8] }), tf.layers.reLU(), head()]), 0, ([w]) => [w, tf.fill([8], -100)]), "dead"], // prettier-ignore
    ["saturated units", () => set(compiled([...dense("tanh", 3), head()]), 1, ([w, b]) => [w.mul(30), b]), "saturated"], // prettier-ignore
    [
      "no gradient, the softmax being at 0 and 1",
      () => compiled([...dense("linear", 24), head()]),
      "noGradient",
    ],
    [
      "identical units",
      () => [0, 1].reduce((model, l) => set(model, l, ([w, b]) => [w.mul(0).add(0.1), b]), relu()),
      "identical",
    ],
    ["a NaN", () => set(relu(), 1, ([w, b]) => [w.mul(Number.NaN), b]), "nonFinite"],
    ["exploding gradients", () => set(compiled([...dense("linear", 24), head()]), 24, ([w, b]) => [w.mul(1e-4), b]), "exploding"], // prettier-ignore
  ] as const)("has its finding: %s", (_, build, kind) => {
    expect(kindsOf(build())).toContain(kind);
  });
});

describe("diagnose(run) of a model", () => {
  const x = tf.tensor2d(data.inputs, [64, 8]);
  const y = tf.oneHot(tf.tensor1d([...data.labels], "int32"), 3);
  async function runOf(model: LayersModel, { delta = false, steps = 10 } = {}) {
    const run = layersModel(model).record({ delta });
    for (let i = 0; i < steps; i++) await model.trainOnBatch(x, y);
    run.stop();
    return run;
  }
  it("calls a healthy run so, and says what would show its gradients", async () => {
    const diagnosis = diagnose(await runOf(compiled([...dense("relu", 4), head()])));
    expect([diagnosis.findings, diagnosis.healthy]).toEqual([[], true]);
    expect(String(diagnosis)).toMatch(/healthy: .*of their size; record\(\{ delta: true \}\) would show/);
    expect(String(diagnosis)).not.toMatch(/NaN|undefined|Infinity/);
  });
  it("calls a run of PReLU healthy, whose α start at 0", async () => {
    const model = compiled(
      [...dense("linear", 3).flatMap((layer) => [layer, tf.layers.prelu()]), head()],
      tf.train.adam(1e-3) as never,
    );
    expect(diagnose(await runOf(model, { delta: true })).findings).toEqual([]);
  });
  it("does not take a layer that was frozen on the way for one of NaN", async () => {
    const model = compiled([...dense("relu", 3), head()]);
    const run = layersModel(model).record();
    await model.trainOnBatch(x, y);
    model.layers[0].trainable = false;
    model.compile({ optimizer: tf.train.sgd(0.05), loss: "categoricalCrossentropy" });
    await model.trainOnBatch(x, y);
    run.stop();
    expect(run.layers[0].weightNorm.at(-1)).toBeNaN();
    expect(diagnose(run).findings).toEqual([]);
  });
  it.each([
    ["a rate far too large", () => compiled([...dense("tanh", 3), head()], tf.train.sgd(50)), "stepTooLarge"],
    ["20 sigmoid layers", () => compiled([...dense("sigmoid", 20, "glorot"), head()]), "vanishing"],
    ["a run into NaN", () => compiled([...dense("linear", 6), head()], tf.train.sgd(1e9)), "nonFinite"],
  ] as const)("finds %s", async (_, build, kind) => {
    const found = diagnose(await runOf(build(), { delta: true, steps: 5 })).findings;
    expect(found.map((finding) => finding.kind)).toContain(kind);
    expect(JSON.stringify(found)).not.toMatch(/clip:|schedule:|init: |undefined/);
  });
  it("asks for a step", () => {
    const run = layersModel(compiled([...dense("relu", 1), head()])).record();
    run.stop();
    expect(() => diagnose(run)).toThrow("diagnose run must have a step");
  });
});
