import { expect, test } from "vitest";
import { linearChain } from "../../../src/theory/critical-points/linear-chain";
import { newtonStep } from "../../../src/theory/critical-points/newton-step";
import { quadratic } from "../../../src/theory/optimization/quadratic";

test("newtonStep is the distance to the minimum of a quadratic, however flat and turned", () => {
  const valley = quadratic({ coefficients: [1e-6, 10], angle: 20, minimum: [3, 4] });
  expect(newtonStep(valley, [0, 0])).toBeCloseTo(5, 9);
});

test("newtonStep is 0 at a critical point and infinite where there is slope but no curvature", () => {
  expect(newtonStep(linearChain(), [0, 0, 0])).toBe(0);
  const ramp = { ...linearChain(), gradient: () => [1], curvature: () => ({ values: [0], vectors: [[1]] }) };
  expect(newtonStep(ramp, [7])).toBe(Infinity);
});
