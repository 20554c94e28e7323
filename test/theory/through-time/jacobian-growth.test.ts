import { expect, test } from "vitest";
import { random } from "../../../src/random/random";
import { jacobianGrowth } from "../../../src/theory/through-time/jacobian-growth";

test("growth is that of the distance of two orbits that start a small push apart", () => {
  const [units, steps, gain] = [8, 5, 1.3];
  const [{ logNorms }] = jacobianGrowth({ gains: [gain], units, steps, nets: 1, seed: 3 });
  const draw = random(3, "jacobianGrowth", 0);
  const u = Array.from({ length: units }, () => Array.from({ length: units }, () => (gain * draw.normal()) / Math.sqrt(units))); // prettier-ignore
  const [start, push] = [0, 1].map(() => Array.from({ length: units }, () => draw.normal()));
  const orbit = (h: number[], left: number): number[] =>
    left === 0
      ? h
      : orbit(
          u.map((row) => Math.tanh(row.reduce((sum, w, j) => sum + w * h[j], 0))),
          left - 1,
        );
  const H = 1e-6 / Math.hypot(...push);
  logNorms.forEach((log, i) => {
    const [ahead, behind] = [H, -H].map((h) => orbit(start.map((x, k) => x + h * push[k]), i + 1)); // prettier-ignore
    expect(log).toBeCloseTo(Math.log(Math.hypot(...ahead.map((x, k) => x - behind[k])) / 2e-6), 6);
  });
});

const seeds = Array.from({ length: 20 }, (_, i) => i + 1);
const all = seeds.map((seed) => jacobianGrowth({ gains: [0.5, 0.8, 1.5, 2], units: 128, steps: 60, nets: 1, seed })); // prettier-ignore
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
  // Some nets fall into a cycle, and their slope is 0 or below.
  const { mean, error } = exponentAt(3);
  expect(mean - error).toBeGreaterThan(0);
});

test("the slope is mean field's ½ ln χ₁ on average: ln g below gain 1", () => {
  for (const i of [0, 3]) {
    const { mean, error } = exponentAt(i);
    // A finite matrix's radius leaves the disc by about 1/√n.
    expect(Math.abs(mean - all[0][i].meanField)).toBeLessThan(error + 1 / Math.sqrt(128));
  }
  expect(all[0][0].meanField).toBeCloseTo(Math.log(0.5), 6);
});

test("a mean over nets is that of the nets, and its spread their deviation", () => {
  const [{ logNorms, spread }] = jacobianGrowth({ gains: [1.2], units: 10, steps: 4, nets: 3, seed: 5 });
  const [{ logNorms: one }] = jacobianGrowth({ gains: [1.2], units: 10, steps: 4, nets: 1, seed: 5 });
  expect(Math.abs(one[3] - logNorms[3])).toBeLessThanOrEqual(Math.sqrt(2) * spread[3] + 1e-12);
  expect(spread[3]).toBeGreaterThan(0);
});

test("an option that is not known, and a gain of 0, are refused", () => {
  expect(() => jacobianGrowth({ gains: [0], seed: 1 })).toThrow(/from 0\.01/);
  expect(() => jacobianGrowth({ gains: [1], width: 3, seed: 1 } as never)).toThrow(/no such option/);
});
