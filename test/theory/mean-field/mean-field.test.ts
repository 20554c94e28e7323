import { expect, test } from "vitest";
import { activation, leakyRelu } from "../../../src/activations";
import { chi1, fixedPoint, varianceMap } from "../../../src/theory/mean-field/mean-field";

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
