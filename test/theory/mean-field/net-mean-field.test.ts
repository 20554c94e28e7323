import { describe, expect, test } from "vitest";
import { mlp, type Net } from "../../../src/architecture/net";
import { fromArrays } from "../../../src/data/from-arrays";
import { lecunNormal } from "../../../src/initializers";
import { inputGradientCorrelation } from "../../../src/probes/input-gradient-correlation";
import { measure } from "../../../src/probes/measure";
import { random } from "../../../src/random/random";
import { correlationMap } from "../../../src/theory/mean-field/correlation-map";
import { leakyCosineMap } from "../../../src/theory/mean-field/tailored-slope";
import { meanField } from "../../../src/theory/mean-field/net-mean-field";
import { shattering } from "../../../src/theory/random-matrices/shattering";
import { estimate, normalVector } from "../../support/monte-carlo";

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

describe("the cosine of input gradients that meanField predicts", () => {
  const shape = { inputs: 32, width: 32, outputs: 8, output: "linear", activation: "relu", init: "heNormal", bias: false, seed: 1 } as const; // prettier-ignore

  test("is shattering's product in a plain ReLU net, and 1 in a linear one", () => {
    const predicted = meanField(mlp({ ...shape, depth: 5 }), { inputCosine: 0.3 });
    const [{ deltaCorrelation }] = shattering({ correlation: 0.3, depth: 5 });
    expect(predicted.inputGradientCosine).toBeCloseTo(deltaCorrelation, 9);
    const linear = mlp({ ...shape, depth: 5, activation: "linear" });
    expect(meanField(linear, { inputCosine: 0.3 }).inputGradientCosine).toBeCloseTo(1, 10);
    expect(meanField(linear)).not.toHaveProperty("inputGradientCosine");
  });

  test.each([
    ["relu", { every: 1, scale: 1 }],
    ["relu", { every: 1, scale: 0.4 }],
    ["relu", { every: 2, scale: 1 }],
    ["tanh", { every: 1, scale: 1 }],
    ["tanh", false],
  ] as const)(
    "is what wide %s nets have with skip connections %o, as is their cosine",
    (activation, residual) => {
      const [width, depth, c] = [96, 4, 0.4];
      const net = (seed: number): Net =>
        mlp({ ...shape, inputs: width, width, depth, activation, init: "lecunNormal", residual, seed });
      const predicted = meanField(net(0), { inputCosine: c });
      const found = Array.from({ length: 12 }, (_, seed) => {
        const inputs = pairOf(seed, width, c);
        const data = fromArrays({ inputs, targets: inputs.map(() => Array<number>(8).fill(0)) });
        const [gradient] = inputGradientCorrelation(net(seed), inputs);
        const { layers } = measure(net(seed), data, { probes: ["exampleCosine"] });
        return { gradient, example: layers[depth - 1].exampleCosine! };
      });
      // Four standard errors, and the bias of a finite width, of order depth/width.
      const expectNear = (values: number[], theory: number): void => {
        const { mean, error } = estimate(values);
        expect(Math.abs(mean - theory)).toBeLessThan(4 * error + depth / width);
      };
      expectNear(found.map(({ gradient }) => gradient), predicted.inputGradientCosine!); // prettier-ignore
      expectNear(found.map(({ example }) => example), predicted.layers[depth - 1].exampleCosine!); // prettier-ignore
    },
  );
});

/** Two inputs of mean square near 1 whose cosine is c. */
function pairOf(seed: number, length: number, c: number): number[][] {
  const draw = random(seed, "pair");
  const [x, other] = [normalVector(draw, length), normalVector(draw, length)];
  const along = x.reduce((sum, value, i) => sum + value * other[i], 0) / x.reduce((sum, value) => sum + value ** 2, 0); // prettier-ignore
  const across = other.map((value, i) => value - along * x[i]);
  const scale = Math.hypot(...x) / Math.hypot(...across);
  return [x, x.map((value, i) => c * value + Math.sqrt(1 - c * c) * scale * across[i])];
}

test("meanField follows no cosine through a normalization", () => {
  const net = mlp({ inputs: 2, depth: 2, width: 4, outputs: 2, normalization: "layer", seed: 1 });
  expect(() => meanField(net, { inputCosine: 0 })).toThrow("meanField inputCosine needs a net without normalization");
  expect(() => meanField(net, { inputCosine: 2 })).toThrow("meanField inputCosine must be a finite number from -1 to 1");
}); // prettier-ignore
