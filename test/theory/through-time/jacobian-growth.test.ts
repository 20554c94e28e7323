import { expect, test } from "vitest";
import { random } from "../../../src/random/random";
import { jacobianGrowth } from "../../../src/theory/through-time/jacobian-growth";

const seeds = Array.from({ length: 20 }, (_, i) => i + 1);

test("the norm is that of what differences of the orbit give", () => {
  const [units, steps, gain] = [8, 5, 1.3];
  const [{ logNorms }] = jacobianGrowth({ gains: [gain], units, steps, seed: 3 });
  const draw = random(3, "jacobianGrowth");
  const u = Array.from({ length: units }, () => Array.from({ length: units }, () => (gain * draw.normal()) / Math.sqrt(units))); // prettier-ignore
  const start = Array.from({ length: units }, () => draw.normal());
  const orbit = (h: number[], left: number): number[] =>
    left === 0
      ? h
      : orbit(
          u.map((row) => Math.tanh(row.reduce((sum, w, j) => sum + w * h[j], 0))),
          left - 1,
        );
  for (const T of [1, 2, 5]) {
    // Jᵀ, whose norm is J's, by power iteration on it.
    const rows = start.map((_, j) => {
      const ends = [1e-6, -1e-6].map((push) => orbit(start.map((x, k) => (k === j ? x + push : x)), T)); // prettier-ignore
      return ends[0].map((x, i) => (x - ends[1][i]) / 2e-6);
    });
    let v = rows.map((_, i) => 1 + i / 10);
    let size = 0;
    for (let k = 0; k < 400; k++) {
      const through = rows[0].map((_, i) => rows.reduce((sum, row, j) => sum + row[i] * v[j], 0));
      const back = rows.map((row) => row.reduce((sum, x, i) => sum + x * through[i], 0));
      size = Math.hypot(...back);
      v = back.map((x) => x / size);
    }
    expect(logNorms[T - 1]).toBeCloseTo(Math.log(size) / 2, 5);
  }
});

const all = seeds.map((seed) => jacobianGrowth({ gains: [0.5, 0.8, 2], units: 48, steps: 40, seed }));
const meanOf = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;
/** Mean exponent at a gain over the seeds, and four standard errors of it. */
function exponentAt(i: number): { mean: number; error: number } {
  const found = all.map((growth) => growth[i].exponent);
  const mean = meanOf(found);
  const spread = Math.sqrt(meanOf(found.map((x) => (x - mean) ** 2)) / (found.length - 1));
  return { mean, error: 4 * spread };
}

test("the slope changes its sign at gain 1: below in each of twenty random nets, above in their mean", () => {
  for (const growth of all) for (const i of [0, 1]) expect(growth[i].exponent).toBeLessThan(0);
  // One in ten nets of 48 units falls into a cycle, and its slope is 0 or below.
  const { mean, error } = exponentAt(2);
  expect(mean - error).toBeGreaterThan(0);
});

test("the slope is mean field's ½ ln χ₁ on average: ln g below gain 1", () => {
  for (const i of [0, 2]) {
    const { mean, error } = exponentAt(i);
    // And a share of 1/n for the finite width.
    expect(Math.abs(mean - all[0][i].meanField)).toBeLessThan(error + 2 / 48);
  }
  expect(all[0][0].meanField).toBeCloseTo(Math.log(0.5), 6);
});

test("an option that is not known, and a gain of 0, are refused", () => {
  expect(() => jacobianGrowth({ gains: [0], seed: 1 })).toThrow(/from 0\.01/);
  expect(() => jacobianGrowth({ gains: [1], width: 3, seed: 1 } as never)).toThrow(/no such option/);
});
