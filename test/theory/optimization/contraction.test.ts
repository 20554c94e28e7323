import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sgd } from "../../../src/optimizers";
import {
  closedFormDescent,
  remainingShare,
  stepsToShare,
} from "../../../src/theory/optimization/contraction";
import { descent } from "../../../src/theory/optimization/descent";
import { quadratic } from "../../../src/theory/optimization/quadratic";

const seed = { rate: 0.5, curvature: 0.002 };

describe("gradient descent on a quadratic, in closed form", () => {
  test("leaves 36.77 % of w₁ after 1000 steps of the textbook example, and nothing of w₂ after one", () => {
    expect(remainingShare(seed, 1000)).toBeCloseTo(0.3677, 4);
    expect(remainingShare({ rate: 0.5, curvature: 2 }, 1)).toBe(0);
  });

  test("needs 4603 steps to 1 % there: after 4602 it is not yet there", () => {
    expect(stepsToShare(seed, 0.01)).toBe(4603);
    expect(remainingShare(seed, 4602)).toBeGreaterThan(0.01);
    expect(remainingShare(seed, 4603)).toBeLessThanOrEqual(0.01);
  });

  test("agrees with the steps themselves, whatever the rate, angle and start", () => {
    const rate = fc.double({ min: 0.01, max: 1.2, noNaN: true });
    const number = fc.double({ min: -5, max: 5, noNaN: true });
    fc.assert(
      fc.property(rate, fc.integer({ min: 0, max: 90 }), number, number, (eta, angle, x, y) => {
        const valley = quadratic({ coefficients: [0.01, 1], angle });
        const { points } = descent(valley, sgd(eta), { start: [x, y], steps: 20 });
        const predicted = closedFormDescent(valley, { rate: eta, start: [x, y], step: points.length - 1 });
        const size = Math.max(1, Math.hypot(...points.at(-1)!));
        points.at(-1)!.forEach((w, i) => expect(Math.abs(w - predicted[i]) / size).toBeLessThan(1e-9));
      }),
    );
  });

  test("never arrives when the rate is 2/λ or more", () => {
    expect(stepsToShare({ rate: 1, curvature: 2 }, 0.5)).toBe(Infinity);
  });

  test("takes one step when the rate is 1/λ, and none to a share of 1", () => {
    expect(stepsToShare({ rate: 0.5, curvature: 2 }, 1e-6)).toBe(1);
    expect(stepsToShare({ rate: 0.5, curvature: 2 }, 1)).toBe(0);
  });
});
