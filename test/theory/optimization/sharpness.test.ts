import { expect, test } from "vitest";
import { sgd } from "../../../src/optimizers/sgd";
import { linearChain } from "../../../src/theory/critical-points/linear-chain";
import { descent } from "../../../src/theory/optimization/descent";
import { quadratic } from "../../../src/theory/optimization/quadratic";
import { sharpness } from "../../../src/theory/optimization/sharpness";

test("of a quadratic is its largest curvature everywhere", () => {
  const valley = quadratic({ coefficients: [0.1, 3] });
  const path = descent(valley, sgd(0.1), { start: [1, 1], steps: 20 });
  const found = sharpness(valley, path, { every: 10 });
  expect(found.steps).toEqual([0, 10, 20]);
  for (const value of found.sharpness) expect(value).toBeCloseTo(6, 12);
  expect(found).toMatchObject({ rate: 0.1, limit: 20, costs: [0, 10, 20].map((i) => path.costs[i]) });
});

test("of ½(xy − 1)² ends where gradient flow does at a small rate, and below 2/η at a large one", () => {
  const toy = linearChain();
  const end = (rate: number, steps: number): number =>
    sharpness(toy, descent(toy, sgd(rate), { start: [6, 0.1], steps })).sharpness.at(-1)!;
  // Along the flow x² − y² stays, and at the minimum xy = 1 the sharpness is x² + y².
  const flow = Math.hypot(6 ** 2 - 0.1 ** 2, 2);
  expect(flow).toBeCloseTo(36.05, 2);
  expect(end(0.001, 500)).toBeCloseTo(flow, 1);
  expect(end(0.1, 400)).toBeCloseTo(13.09, 2);
});
