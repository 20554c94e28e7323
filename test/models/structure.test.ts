import type { LayersModel, Scalar, SymbolicTensor, Tensor, Variable } from "@tensorflow/tfjs";
import { describe, expect, test } from "vitest";
import { backend, type TensorFlow } from "../../src/backend/backend";
import { tensorflow } from "../../src/backend/tensorflow";
import { gradientProfile } from "../../src/charts/depth/gradient-profile";
import { layersModel, type ModelReport } from "../../src/models";

const tf = tensorflow() as TensorFlow;

const onWasm = backend().name === "wasm";
let seed = 0;
const dense = (units: number, options: object = {}): ReturnType<typeof tf.layers.dense> =>
  tf.layers.dense({ units, kernelInitializer: tf.initializers.glorotUniform({ seed: ++seed }), ...options });
const wave = (...shape: number[]): Tensor =>
  tf.tidy(() => tf.sin(tf.range(1, 1 + shape.reduce((a, b) => a * b, 1))).reshape(shape));
const apply = (layer: { apply(x: never): unknown }, ...inputs: SymbolicTensor[]): SymbolicTensor =>
  layer.apply((inputs.length > 1 ? inputs : inputs[0]) as never) as SymbolicTensor;

/** ‖∂C/∂parameter‖ of the sum of mean squared errors by its name, by tfjs's own autodiff. */
function normsByHand(model: LayersModel, x: Tensor[], y: Tensor[]): Record<string, number> {
  return tf.tidy(() => {
    const loss = (): Scalar => {
      const outputs = [model.apply(x, { training: true }) as Tensor | Tensor[]].flat();
      return tf.addN(outputs.map((output, i) => tf.losses.meanSquaredError(y[i], output) as Scalar));
    };
    // What compile found to be trained, which tfjs keeps to itself.
    const { model: inner = model } = model as unknown as { model?: LayersModel };
    const trained = (inner as unknown as { collectedTrainableWeights: { read(): Tensor; originalName: string }[] }).collectedTrainableWeights; // prettier-ignore
    const { grads } = tf.variableGrads(loss, trained.map((weight) => weight.read() as Variable)); // prettier-ignore
    return Object.fromEntries(
      trained.map((weight) => [weight.originalName, Math.hypot(...grads[(weight.read() as Variable).name].dataSync())]), // prettier-ignore
    );
  });
}

function check(model: LayersModel, x: Tensor[], y: Tensor[]): ModelReport {
  model.compile({ optimizer: tf.train.sgd(0.1), loss: "meanSquaredError" });
  const right = normsByHand(model, x, y);
  const report = layersModel(model).measure({ x, y });
  const found = report.layers.flatMap(({ parameters }) => parameters.map(({ name, norm }) => [name, norm]));
  expect(Object.keys(right)).toHaveLength(found.length);
  for (const [name, norm] of found) expect(norm, String(name)).toBeCloseTo(right[name], 5);
  return report;
}

describe("each trained layer has autodiff's norms and a row of its own in", () => {
  test("a model within a model within a model, layer by layer", () => {
    const base = tf.sequential({ name: "base", layers: [dense(4, { inputShape: [3], activation: "relu", name: "a" }), dense(4, { name: "b" })] }); // prettier-ignore
    const middle = tf.sequential({ name: "middle" });
    middle.add(base);
    middle.add(dense(3, { name: "c", activation: "tanh" }));
    const model = tf.sequential();
    model.add(middle);
    model.add(dense(2, { name: "d" }));
    const { layers } = check(model, [wave(5, 3)], [wave(5, 2)]);
    expect(layers.map(({ name }) => name)).toEqual(["middle/base/a", "middle/base/b", "middle/c", "d"]);
    expect(layers.map(({ layer }) => layer)).toEqual([1, 2, 3, 4]);
    expect(layers[0].activationMean).toBeGreaterThan(0);
  });

  // tf.sequential() thaws a model that is frozen as a whole when that is its first layer: it trains more than it says.
  test.each([
    [
      "its layers one by one",
      (base: LayersModel) => base.layers.forEach((layer) => (layer.trainable = false)),
    ],
    ["it as a whole", (base: LayersModel) => void (base.trainable = false)],
  ])(
    "transfer learning on a model that was frozen by freezing %s: what a step changes",
    async (_, freeze) => {
      const base = tf.sequential({ name: "base", layers: [dense(4, { inputShape: [3] }), dense(4)] });
      const model = tf.sequential();
      model.add(base);
      model.add(dense(2, { name: "head" }));
      freeze(base);
      const [x, y] = [wave(5, 3), wave(5, 2)];
      const { layers } = check(model, [x], [y]);
      const all = [...base.layers, model.layers[1]];
      const kernels = (): Float32Array[] => all.map((layer) => layer.getWeights()[0].dataSync().slice() as Float32Array); // prettier-ignore
      const before = kernels();
      await model.trainOnBatch(x, y);
      const changed = all.filter((__, i) => String(kernels()[i]) !== String(before[i]));
      expect(layers.map(({ name }) => name.replace("base/", ""))).toEqual(changed.map(({ name }) => name));
      expect(layers.at(-1)!.name).toBe("head");
    },
  );

  test("several inputs and outputs", () => {
    const [a, b] = [tf.input({ shape: [3] }), tf.input({ shape: [2] })];
    const joined = apply(tf.layers.concatenate(), apply(dense(4, { activation: "tanh" }), a), b);
    const outputs = [apply(dense(2), joined), apply(dense(1), joined)];
    const model = tf.model({ inputs: [a, b], outputs });
    expect(check(model, [wave(5, 3), wave(5, 2)], [wave(5, 2), wave(5, 1)]).layers).toHaveLength(3);
  });

  test("a layer, and a model, that is used twice", () => {
    const [a, b] = [tf.input({ shape: [3] }), tf.input({ shape: [3] })];
    const twice = dense(4, { activation: "tanh", name: "twice" });
    const inner = tf.sequential({ name: "inner", layers: [dense(4, { inputShape: [4], name: "within" })] });
    const ends = [a, b].map((input) => apply(inner, apply(twice, input)));
    const model = tf.model({ inputs: [a, b], outputs: apply(dense(1), apply(tf.layers.add(), ...ends)) });
    const { layers } = check(model, [wave(5, 3), wave(5, 3)], [wave(5, 1)]);
    expect(layers.map(({ name }) => name)).toEqual(["twice", "inner/within", expect.any(String)]);
  });

  test("recurrent layers, in their wrappers too, whose z is not to be seen", () => {
    const { glorotUniform } = tf.initializers;
    const options = (): object => ({ units: 3, returnSequences: true, kernelInitializer: glorotUniform({ seed: ++seed }), recurrentInitializer: glorotUniform({ seed: ++seed }) }); // prettier-ignore
    const layers = [
      tf.layers.lstm({ inputShape: [4, 2], ...options() } as never),
      tf.layers.bidirectional({ layer: tf.layers.gru(options() as never) as never, mergeMode: "concat" }),
      tf.layers.timeDistributed({ layer: dense(2) }),
      tf.layers.simpleRNN({ ...options(), returnSequences: false } as never),
    ];
    const report = check(tf.sequential({ layers }), [wave(5, 4, 2)], [wave(5, 3)]);
    expect(report.layers).toHaveLength(4);
    for (const layer of report.layers) {
      expect(layer.deltaRms).toBeGreaterThan(0);
      expect(layer.activationStd).toBeGreaterThan(0);
      for (const name of ["saturatedShare", "deadShare", "preactivationMeanSquare"] as const)
        expect(layer[name]).toBeNaN();
    }
  });

  // WebAssembly has no gradient of an embedding, nor of a convolution's filter.
  test.skipIf(onWasm)("normalization, PReLU and embedding", () => {
    const layers = [
      tf.layers.embedding({ inputDim: 7, outputDim: 3, inputLength: 2 }),
      tf.layers.flatten(),
      tf.layers.batchNormalization(),
      tf.layers.prelu({ alphaInitializer: tf.initializers.constant({ value: 0.2 }) } as never),
      tf.layers.layerNormalization(),
      dense(2),
    ];
    const { layers: found } = check(tf.sequential({ layers }), [tf.tensor2d([[1, 2], [3, 4], [5, 6]])], [wave(3, 2)]); // prettier-ignore
    expect(found.map(({ parameters }) => parameters.length)).toEqual([1, 2, 1, 2, 2]);
    expect(found[1].biasNorm).toBeGreaterThan(0);
  });
});

test("a look at inference is the model as it predicts: running statistics, nothing dropped, examples by themselves", () => {
  const layers = [
    dense(4, { inputShape: [3] }),
    tf.layers.batchNormalization({
      movingMeanInitializer: tf.initializers.constant({ value: 0.5 }),
    } as never),
    tf.layers.dropout({ rate: 0.5 }),
    dense(2),
  ];
  const model = tf.sequential({ layers });
  model.compile({ optimizer: "sgd", loss: "meanSquaredError" });
  const [x, y] = [wave(1, 3), wave(1, 2)];
  const right = (model.evaluate(x, y) as Scalar).dataSync()[0];
  expect(layersModel(model).measure({ x, y }, { mode: "inference" }).loss).toBeCloseTo(right, 6);
  expect(layersModel(model).measure({ x, y }).loss).not.toBeCloseTo(right, 2);
});

test("the chart of the profile takes what a model was measured with, and names its layers", () => {
  const model = tf.sequential({ layers: [dense(4, { inputShape: [3], activation: "tanh", name: "first" }), dense(4, { activation: "tanh", name: "second" }), dense(2, { name: "last" })] }); // prettier-ignore
  const { layers } = check(model, [wave(5, 3)], [wave(5, 2)]);
  const { data } = gradientProfile({ layers }) as unknown as { data: { x: number[]; y: number[] }[] };
  expect(data[0].x).toEqual([1, 2, 3]);
  expect(data[0].y).toEqual(layers.map(({ deltaRms }) => expect.closeTo(deltaRms, 10)));
});

test.runIf(onWasm)("a gradient that the backend does not have is said with what has it", () => {
  const model = tf.sequential({ layers: [tf.layers.conv2d({ inputShape: [2, 2, 1], filters: 1, kernelSize: 1 }), tf.layers.flatten(), dense(1)] }); // prettier-ignore
  model.compile({ optimizer: "sgd", loss: "meanSquaredError" });
  const tensors = tf.memory().numTensors;
  const look = (): unknown => layersModel(model).measure({ x: tf.zeros([1, 2, 2, 1]), y: tf.zeros([1, 1]) });
  expect(() => tf.tidy(() => void look())).toThrow(/must have layers whose gradients the backend has.*npx vanishing-gradients native/); // prettier-ignore
  expect(tf.memory().numTensors).toBe(tensors);
});

test.skipIf(onWasm)(
  "dead and saturated units are counted over the data set, in convolutions by channel",
  () => {
    const kernel = tf.tensor4d([1, -1], [1, 1, 1, 2]);
    const model = tf.sequential({
      layers: [
        tf.layers.conv2d({
          inputShape: [2, 2, 1],
          filters: 2,
          kernelSize: 1,
          useBias: false,
          weights: [kernel],
        }),
        tf.layers.reLU(),
        tf.layers.flatten(),
        tf.layers.dense({ units: 1, activation: "sigmoid", kernelInitializer: "ones" }),
      ],
    });
    model.compile({ optimizer: "sgd", loss: "binaryCrossentropy" });
    const x = tf.tensor4d([1, 2, 3, 4], [1, 2, 2, 1]);
    const { layers, accuracy } = layersModel(model).measure({ x, y: tf.tensor2d([[1]]) });
    // φ(z) is 1, 2, 3, 4 and four zeros; the sigmoid of 10 has a slope of 4.5·10⁻⁵.
    expect(layers[0]).toMatchObject({ deadShare: 0.5, saturatedShare: 0, sparsity: 0.5, activationMean: 1.25, units: 2 }); // prettier-ignore
    expect(layers[1]).toMatchObject({ deadShare: 0, saturatedShare: 1, preactivationMeanSquare: 100 });
    expect(accuracy).toBe(1);
  },
);

test("a layer whose parameters the loss does not depend on has gradients of 0", () => {
  const input = tf.input({ shape: [2] });
  const outputs = [apply(dense(1, { name: "used" }), input), apply(dense(1, { name: "idle" }), input)];
  const model = tf.model({ inputs: input, outputs });
  const nothing = (_: Tensor, output: Tensor): Tensor => tf.zerosLike(output);
  model.compile({ optimizer: "sgd", loss: ["meanSquaredError", nothing as never] });
  const { layers } = layersModel(model).measure({ x: wave(3, 2), y: [wave(3, 1), wave(3, 1)] });
  expect(layers.find(({ name }) => name === "idle")).toMatchObject({ weightNorm: 0, deltaRms: 0 });
  expect(layers.find(({ name }) => name === "used")!.weightNorm).toBeGreaterThan(0);
});

test("a look does not change what stays: running statistics, and what a model predicts", () => {
  const model = tf.sequential({ layers: [dense(4, { inputShape: [3] }), tf.layers.batchNormalization(), tf.layers.dropout({ rate: 0.5 }), dense(1)] }); // prettier-ignore
  model.compile({ optimizer: "sgd", loss: "meanSquaredError" });
  const predicted = (): Tensor => model.predict(wave(4, 3)) as Tensor;
  const before = predicted().dataSync();
  layersModel(model).measure({ x: wave(4, 3), y: wave(4, 1) });
  expect(predicted().dataSync()).toEqual(before);
});
