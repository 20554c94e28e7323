import { expect, test } from "vitest";
import { centralDifference, centralDifferences } from "../../src/numerics/finite-differences";

test("centralDifference meets known derivatives to ten digits", () => {
  expect(centralDifference(Math.sin, 0.7)).toBeCloseTo(Math.cos(0.7), 10);
  expect(centralDifference(Math.exp, -2)).toBeCloseTo(Math.exp(-2), 10);
});

test("centralDifferences gives one partial derivative per entry and leaves x alone", () => {
  const x = Float64Array.of(2, -3, 10);
  const gradient = centralDifferences(([a, b, c]) => a * b * b + c * c, x);
  expect(gradient[0]).toBeCloseTo(9, 8);
  expect(gradient[1]).toBeCloseTo(-12, 8);
  expect(gradient[2]).toBeCloseTo(20, 8);
  expect([...x]).toEqual([2, -3, 10]);
});

test("centralDifferences cannot see a derivative far below the function's own rounding", () => {
  expect(Math.abs(centralDifference((x) => 1 + x / 1e20, 1))).toBeLessThan(1e-10);
});
