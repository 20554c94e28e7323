import { expect, test } from "vitest";
import { linearChain } from "../../../src/theory/critical-points/linear-chain";
import { quadratic } from "../../../src/theory/optimization/quadratic";
import { trainAlone } from "../../../src/theory/optimization/train-alone";

test("trainAlone lowers the cost of a weight that only looks finished, at a rate within a factor 2 of 1/λ", () => {
  const step = trainAlone(quadratic(), [1, 0], 0);
  expect(step.rate).toBeGreaterThan(1 / 0.002 / 2);
  expect(step.rate).toBeLessThan(2 / 0.002);
  expect(step.costAfter).toBeLessThan(step.costBefore / 9);
});

test("trainAlone finds nothing to gain for a weight that has arrived", () => {
  expect(trainAlone(quadratic(), [1, 0], 1)).toMatchObject({ rate: 0, costAfter: 0.001 });
});

test("trainAlone finds nothing to gain at a saddle, where no single weight has a slope", () => {
  expect(trainAlone(linearChain(), [0, 0], 0).rate).toBe(0);
});

test("trainAlone refuses a weight that does not exist", () => {
  expect(() => trainAlone(quadratic(), [1, 0], 2)).toThrow(/from 0 to 1/);
});
