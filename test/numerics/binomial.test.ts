import * as fc from "fast-check";
import { expect, test } from "vitest";
import { binomialRange } from "../../src/numerics/binomial";

/** P(X ≤ k) by summing coefficients that are built by Pascal's rule. */
function distribution(n: number, p: number): number[] {
  let row = [1];
  for (let i = 0; i < n; i++) row = [...row, 0].map((_, k) => (row[k] ?? 0) * (1 - p) + (row[k - 1] ?? 0) * p);
  let sum = 0;
  return row.map((value) => (sum += value));
} // prettier-ignore

test("binomialRange(n, p, share) leaves at most half of the rest in either tail, and no end could come closer", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 80 }), fc.double({ min: 0.001, max: 0.999, noNaN: true }), (n, p) => {
      const below = [0, ...distribution(n, p)]; // below[k] = P(X < k)
      const { low, high } = binomialRange(n, p, 0.95);
      expect(below[low]).toBeLessThanOrEqual(0.025 + 1e-12);
      expect(1 - below[high + 1]).toBeLessThanOrEqual(0.025 + 1e-12);
      expect(below[low + 1]).toBeGreaterThan(0.025 - 1e-12);
      expect(1 - below[high]).toBeGreaterThanOrEqual(0.025 - 1e-12);
    }),
  );
}); // prettier-ignore

test("binomialRange(n, p, share) is one number where there is no chance, and keeps 19 to 31 of 50 at ½", () => {
  expect([0, 1].map((p) => binomialRange(9, p, 0.95))).toEqual([{ low: 0, high: 0 }, { low: 9, high: 9 }]); // prettier-ignore
  // Clopper & Pearson's tables: P(X ≤ 17) = 0.0164, P(X ≤ 18) = 0.0325.
  expect(binomialRange(50, 0.5, 0.95)).toEqual({ low: 18, high: 32 });
});
