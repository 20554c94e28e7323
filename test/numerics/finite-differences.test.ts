import { expect, test } from "vitest";
import { centralDifferences } from "../../src/numerics/finite-differences";

test("centralDifferences meets known derivatives to ten digits", () => {
  expect(centralDifferences(([x]) => Math.sin(x), [0.7])[0]).toBeCloseTo(Math.cos(0.7), 10);
  expect(centralDifferences(([x]) => Math.exp(x), [-2])[0]).toBeCloseTo(Math.exp(-2), 10);
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
  expect(Math.abs(centralDifferences(([x]) => 1 + x / 1e20, [1])[0])).toBeLessThan(1e-10);
});
