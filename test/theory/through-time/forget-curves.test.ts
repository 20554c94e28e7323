import { expect, test } from "vitest";
import { forgetCurves } from "../../../src/theory/through-time/forget-curves";
import { cellPath, forgetHalfLife } from "../../../src/theory/through-time/recurrent";

test("a curve is the product of as many equal gates, and one half after its half-life", () => {
  for (const { bias, gate, halfLife, kept } of forgetCurves({ biases: [-2, 0, 1, 5], steps: 12 })) {
    expect(gate).toBeCloseTo(1 / (1 + Math.exp(-bias)), 14);
    const path = cellPath(kept.slice(1).map(() => gate)).toReversed();
    kept.forEach((share, k) => expect(share / path[k]).toBeCloseTo(1, 12));
    expect(halfLife).toBe(forgetHalfLife(bias));
    expect(gate ** halfLife).toBeCloseTo(0.5, 12);
  }
});

test("no bias, or none that is finite, is refused", () => {
  expect(() => forgetCurves({ biases: [], steps: 3 })).toThrow(/at least 1 number/);
  expect(() => forgetCurves({ biases: [Number.NaN], steps: 3 })).toThrow(/finite/);
  expect(() => forgetCurves({ biases: [1], steps: 0.5 })).toThrow(/whole number/);
});
