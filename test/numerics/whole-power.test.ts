import { expect, test } from "vitest";
import { wholePower } from "../../src/numerics/whole-power";

test("xⁿ is the product of n factors x, to the rounding of their number", () => {
  for (const x of [0, 0.5, 0.9, 0.999, 1, -0.7, 3]) {
    let product = 1;
    for (let n = 0; n < 60; n++) {
      expect(Math.abs(wholePower(x, n) - product)).toBeLessThanOrEqual(n * 2 ** -52 * Math.abs(product));
      product *= x;
    }
  }
  expect(wholePower(0.5, 1074)).toBe(Number.MIN_VALUE);
  expect(wholePower(0.999, 100_000) / Math.exp(100_000 * Math.log(0.999))).toBeCloseTo(1, 9);
});
