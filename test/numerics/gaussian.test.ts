import { expect, test } from "vitest";
import { activation } from "../../src/activations";
import { random } from "../../src/random/random";
import { expectation } from "../../src/numerics/gaussian";

test("even moments of N(0, v) are (2k − 1)!!·vᵏ", () => {
  for (const v of [0.01, 1, 49]) {
    expect(expectation(() => 1, { variance: v })).toBeCloseTo(1, 13);
    expect(expectation((x) => x ** 2, { variance: v }) / v).toBeCloseTo(1, 12);
    expect(expectation((x) => x ** 6, { variance: v }) / v ** 3).toBeCloseTo(15, 10);
  }
});

test("a kink is exact: E relu(x) = √(v/2π), E relu(x)² = v/2", () => {
  for (const v of [1e-12, 1, 1e6]) {
    const options = { variance: v, kinks: [0] };
    expect(expectation((x) => Math.max(0, x), options) / Math.sqrt(v / (2 * Math.PI))).toBeCloseTo(1, 12);
    expect(expectation((x) => Math.max(0, x) ** 2, options) / (v / 2)).toBeCloseTo(1, 12);
  }
});

test("a feature that is narrow next to the deviation is resolved: E σ′ → 1/√(2πv) as v → ∞", () => {
  const v = 1e10;
  const mean = expectation(activation("sigmoid").derivative, { variance: v });
  expect(mean * Math.sqrt(2 * Math.PI * v)).toBeCloseTo(1, 8);
});

test("E σ′(z)² at z ~ N(0, 1) is 0.0448, below the squared bound 0.0625", () => {
  expect(expectation((x) => activation("sigmoid").derivative(x) ** 2)).toBeCloseTo(0.0448, 4);
});

test("it agrees with Monte Carlo within four standard errors", () => {
  const draw = random(9, "monte-carlo");
  const values = Array.from({ length: 40_000 }, () => Math.tanh(1.5 * draw.normal() + 0) ** 2);
  const mean = values.reduce((a, b) => a + b) / values.length;
  const error = Math.sqrt(values.reduce((a, b) => a + (b - mean) ** 2, 0)) / values.length;
  expect(Math.abs(expectation((x) => Math.tanh(x) ** 2, { variance: 2.25 }) - mean)).toBeLessThan(4 * error);
});

test("variance 0 is the value at 0; a negative one throws", () => {
  expect(expectation((x) => x + 3, { variance: 0 })).toBe(3);
  expect(() => expectation((x) => x, { variance: -1 })).toThrow(
    "expectation variance must be a finite number from 0 up",
  );
});
