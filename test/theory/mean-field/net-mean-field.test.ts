import { expect, test } from "vitest";
import { mlp } from "../../../src/architecture/net";
import { lecunNormal } from "../../../src/initializers";
import { correlationMap } from "../../../src/theory/mean-field/correlation-map";
import { leakyCosineMap } from "../../../src/theory/mean-field/tailored-slope";
import { meanField } from "../../../src/theory/mean-field/net-mean-field";

test("meanField of a ReLU net with He weights: q doubles the inputs' mean square and stays, δ keeps its size", () => {
  const net = mlp({
    inputs: 10,
    depth: 5,
    width: 10,
    outputs: 10,
    activation: "relu",
    init: "heNormal",
    seed: 1,
  });
  const { layers, factorPerLayer } = meanField(net, { inputMeanSquare: 0.5 });
  for (const layer of layers) expect(layer.preactivationMeanSquare).toBeCloseTo(1, 12);
  for (const layer of layers) expect(layer.deltaRms).toBeCloseTo(1, 12);
  expect(factorPerLayer).toBeCloseTo(1, 12);
  expect(layers[0].activationMean).toBeCloseTo(1 / Math.sqrt(2 * Math.PI), 12);
});

test("meanField takes each layer's own fans: widths 4 and 16", () => {
  const net = mlp({
    inputs: 3,
    depth: 2,
    width: [4, 16],
    outputs: 2,
    activation: "linear",
    init: "lecunNormal",
    seed: 1,
  });
  const [first, second, output] = meanField(net).layers;
  for (const layer of [first, second, output]) expect(layer.preactivationMeanSquare).toBeCloseTo(1, 12);
  expect(second.deltaRms).toBeCloseTo(Math.sqrt(2 / 16), 12);
  expect(first.deltaRms).toBeCloseTo(Math.sqrt(2 / 16) * Math.sqrt(16 / 4), 12);
});

test("meanField of depth 0 has the output layer alone", () => {
  const net = mlp({ inputs: 3, depth: 0, width: 1, outputs: 2, seed: 1 });
  expect(meanField(net)).toMatchObject({ factorPerLayer: 1, layers: [{ layer: 1, deltaRms: 1 }] });
});

test("meanField of an RReLU net uses the second moment of its random slope", () => {
  const { layers } = meanField(
    mlp({ inputs: 4, depth: 1, width: 4, outputs: 4, activation: "rrelu", init: "lecunNormal", seed: 1 }),
  );
  const second = (1 / 64 + 1 / 24 + 1 / 9) / 3;
  expect(layers[0].deltaRms).toBeCloseTo(Math.sqrt((1 + second) / 2), 10);
});

const deep = {
  inputs: 64,
  depth: 12,
  width: 64,
  outputs: 64,
  init: "lecunNormal",
  activation: "relu",
  seed: 1,
} as const;

test("batch normalization makes ReLU gradients grow by √(π/(π − 1)) per layer (Yang et al. 2019)", () => {
  const net = mlp({ ...deep, normalization: "batch" });
  expect(meanField(net).layers[5].factor).toBeCloseTo(Math.sqrt(Math.PI / (Math.PI - 1)), 10);
});

test("layer normalization keeps ReLU gradients as they are, whatever the gain of the weights", () => {
  const net = mlp({ ...deep, normalization: "layer", init: { name: "lecunNormal", gain: 3 } });
  expect(meanField(net).layers[5].factor).toBeCloseTo(1, 10);
});

test("a skip connection around every ReLU layer multiplies E‖g‖² by 1 + s²σ_w²/2", () => {
  for (const scale of [1, 0.5]) {
    const { factorPerLayer } = meanField(mlp({ ...deep, residual: { scale } }));
    expect(factorPerLayer ** 2).toBeCloseTo(1 + scale ** 2 / 2, 10);
  }
});

test("dropout of half the units doubles second moments, forward and backward", () => {
  const [plain, dropped] = [0, 0.5].map((dropout) =>
    meanField(mlp({ ...deep, activation: "linear", dropout })),
  );
  expect(dropped.layers[3].preactivationMeanSquare).toBeCloseTo(
    8 * plain.layers[3].preactivationMeanSquare,
    10,
  );
  expect(dropped.factorPerLayer).toBeCloseTo(Math.SQRT2 * plain.factorPerLayer, 10);
});

test("meanField follows the cosine of two inputs through the layers, as the correlation map does step by step", () => {
  const wide = { inputs: 10, depth: 6, width: 10, outputs: 10, seed: 1 } as const;
  const slope = 0.3;
  const leaky = mlp({ ...wide, activation: { name: "leakyRelu", slope }, init: { name: "heNormal", slope } });
  let cosine = 0.1;
  for (const layer of meanField(leaky, { inputCosine: 0.1 }).layers.slice(0, -1)) {
    cosine = leakyCosineMap(cosine, slope);
    expect(layer.exampleCosine).toBeCloseTo(cosine, 10);
  }
  const biased = mlp({ ...wide, activation: "tanh", init: lecunNormal({ gain: 1.3 }), biasVariance: 0.2 });
  const { layers } = meanField(biased, { inputMeanSquare: 2, inputCosine: -0.4 });
  // The output layer is linear: its own cosine is that of z, one step of the map above the last hidden layer's z.
  let z = (1.69 * 2 * -0.4 + 0.2) / layers[0].preactivationMeanSquare;
  for (const { preactivationMeanSquare } of layers.slice(0, -1))
    z = correlationMap("tanh", { weights: 1.69, biases: 0.2 }, z, { variance: preactivationMeanSquare });
  expect(layers.at(-1)!.exampleCosine).toBeCloseTo(z, 9);
  expect(meanField(biased).layers[0]).not.toHaveProperty("exampleCosine");
});

test("meanField follows no cosine through a normalization", () => {
  const net = mlp({ inputs: 2, depth: 2, width: 4, outputs: 2, normalization: "layer", seed: 1 });
  expect(() => meanField(net, { inputCosine: 0 })).toThrow("meanField inputCosine needs a net without normalization");
  expect(() => meanField(net, { inputCosine: 2 })).toThrow("meanField inputCosine must be a finite number from -1 to 1");
}); // prettier-ignore
