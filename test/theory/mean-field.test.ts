import { expect, test } from "vitest";
import { activation, leakyRelu } from "../../src/activations";
import { mlp } from "../../src/architecture/net";
import { chi1, fixedPoint, meanField, varianceMap } from "../../src/theory/mean-field";

// Self-check values of Poole et al. 2016 and Schoenholz et al. 2017, to the digits given.
test.each([
  ["sigmoid", 1, 0.23605],
  ["tanh", 1 / 3, 0.57735],
  ["tanh", 25 / 9, 1.09992],
  ["relu", 2, 1],
  ["relu", 1, Math.SQRT1_2],
  ["relu", 1 / 3, 0.40825],
] as const)("√χ₁ of %s at σ_w² = %f is %f", (name, weights, expected) => {
  expect(Math.sqrt(chi1(activation(name), { weights }))).toBeCloseTo(expected, 5);
});

test("√χ₁ of leaky ReLU is 1 at σ_w² = 2/(1 + α²)", () => {
  expect(chi1(leakyRelu({ slope: 0.1 }), { weights: 2 / 1.01 })).toBeCloseTo(1, 12);
});

test("the critical line χ₁ = 1 of tanh passes through (σ_b², σ_w²) = (0.05, 1.76095)", () => {
  expect(chi1(activation("tanh"), { weights: 1.76095, biases: 0.05 })).toBeCloseTo(1, 5);
});

test("tanh at σ_w = 1 has no plateau: 2l·q_l → 1", () => {
  let q = 1;
  const steps = 2000;
  for (let l = 0; l < steps; l++) q = varianceMap(activation("tanh"), { weights: 1 }, q);
  expect(2 * steps * q).toBeGreaterThan(0.97);
  expect(2 * steps * q).toBeLessThan(1.03);
});

test("the fixed point is one: a further step leaves it where it is; ReLU beyond 2 has none", () => {
  const variances = { weights: 4, biases: 0.1 };
  const q = fixedPoint(activation("sigmoid"), variances);
  expect(varianceMap(activation("sigmoid"), variances, q)).toBeCloseTo(q, 13);
  expect(fixedPoint(activation("relu"), { weights: 2.1 })).toBe(Infinity);
  expect(fixedPoint(activation("relu"), { weights: 1.9 })).toBe(0);
});

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
  for (const layer of layers) expect(layer.preactivationVariance).toBeCloseTo(1, 12);
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
  for (const layer of [first, second, output]) expect(layer.preactivationVariance).toBeCloseTo(1, 12);
  expect(second.deltaRms).toBeCloseTo(Math.sqrt(2 / 16), 12);
  expect(first.deltaRms).toBeCloseTo(Math.sqrt(2 / 16) * Math.sqrt(16 / 4), 12);
});

test("meanField of depth 0 has the output layer alone", () => {
  const net = mlp({ inputs: 3, depth: 0, width: 1, outputs: 2, seed: 1 });
  expect(meanField(net)).toMatchObject({ factorPerLayer: 1, layers: [{ layer: 1, deltaRms: 1 }] });
});

test("meanField of an RReLU net uses the second moment of its random slope in training", () => {
  const { layers } = meanField(
    mlp({ inputs: 4, depth: 1, width: 4, outputs: 4, activation: "rrelu", init: "lecunNormal", seed: 1 }),
  );
  const mean = (1 / 8 + 1 / 3) / 2;
  expect(layers[0].deltaRms).toBeCloseTo(Math.sqrt((1 + mean ** 2) / 2), 10);
});
