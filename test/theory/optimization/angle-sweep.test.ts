import { describe, expect, test } from "vitest";
import { adagrad, sgd } from "../../../src/optimizers";
import { angleSweep } from "../../../src/theory/optimization/angle-sweep";
import { remainingShare } from "../../../src/theory/optimization/contraction";

const coefficients = [0.001, 1];

describe("angleSweep", () => {
  const { angles, runs } = angleSweep({
    coefficients,
    optimizers: [sgd(0.5), adagrad(0.5)],
    start: [1, 1],
    steps: 500,
  });

  test("finds gradient descent the same at every angle, and as the closed form says", () => {
    const expected = (0.001 * remainingShare({ rate: 0.5, curvature: 0.002 }, 500) ** 2) / 1.001;
    expect(angles).toHaveLength(runs[0].left.length);
    for (const left of runs[0].left) expect(left).toBeCloseTo(expected, 12);
  });

  test("finds Adagrad best on the axes themselves, at 0° as at 90°", () => {
    const { left } = runs[1];
    expect(left[0]).toBe(Math.min(...left));
    expect(left.at(-1)! / left[0]).toBeCloseTo(1, 6);
    expect(Math.max(...left)).toBeGreaterThan(1e6 * left[0]);
  });

  test("says at which angles most and least is left, and how many times more", () => {
    const { left, best, worst, harm } = runs[1];
    const sorted = left.toSorted((a, b) => a - b);
    expect([best.left, worst.left]).toEqual([sorted[0], sorted.at(-1)]);
    expect([best, worst].map(({ angle }) => left[angle / 5])).toEqual([best.left, worst.left]);
    // Adagrad leaves 10⁻²⁶ along the axes, which counts as 10⁻²⁰.
    expect(best.left).toBeLessThan(1e-20);
    expect(harm).toBeCloseTo(worst.left / 1e-20, -14);
    expect(runs[0].harm).toBeCloseTo(1, 9);
  });

  test("marks divergence as Infinity", () => {
    const run = angleSweep({ coefficients, optimizers: [sgd(3)], start: [1, 1], steps: 500 }).runs[0];
    expect(run.left.every((left) => left === Infinity)).toBe(true);
    expect(run.harm).toBe(1);
  });
});
