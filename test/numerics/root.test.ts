import * as fc from "fast-check";
import { expect, test } from "vitest";
import { rootBetween } from "../../src/numerics/root";

test("rootBetween finds a root to the last digits, however lopsided the function", () => {
  expect(rootBetween((x) => x * x - 2, 0, 2)).toBeCloseTo(Math.SQRT2, 15);
  expect(rootBetween((x) => Math.exp(30 * x) - 1, -1, 2)).toBeCloseTo(0, 14);
  expect(rootBetween((x) => x ** 9 - 1e-9, 0, 3)).toBeCloseTo(0.1, 13);
  expect(rootBetween((x) => x, 0, 1)).toBe(0);
  expect(rootBetween((x) => x - 1, 0, 1)).toBe(1);
});

test("rootBetween undoes any cubic with one root", () => {
  const number = fc.double({ min: -5, max: 5, noNaN: true });
  fc.assert(
    fc.property(number, (root) => {
      expect(rootBetween((x) => (x - root) * (1 + x * x), -6, 6)).toBeCloseTo(root, 11);
    }),
  );
});

test("rootBetween refuses ends of equal sign, and values that are no numbers", () => {
  expect(() => rootBetween((x) => x * x + 1, -1, 1)).toThrow(/different signs/);
  expect(() => rootBetween(() => NaN, -1, 1)).toThrow(/different signs/);
});
