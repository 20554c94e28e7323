import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { activation } from "../../../src/activations";
import {
  nielsenCurve,
  nielsenInterval,
  widestNielsenInterval,
} from "../../../src/theory/chain/nielsen-interval";

const { derivative } = activation("sigmoid");

/** A root of f between low and high by bisection. */
function root(f: (x: number) => number, low: number, high: number): number {
  const sign = Math.sign(f(low));
  for (let i = 0; i < 200; i++) {
    const middle = (low + high) / 2;
    if (Math.sign(f(middle)) === sign) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

describe("nielsenInterval", () => {
  test("ends where root finding puts |wσ′(wa + b)| = 1", () => {
    const weights = fc.double({ min: 4.01, max: 60, noNaN: true });
    const biases = fc.double({ min: -5, max: 5, noNaN: true });
    fc.assert(
      fc.property(weights, biases, fc.boolean(), (size, bias, negative) => {
        const weight = negative ? -size : size;
        const { from, to, width } = nielsenInterval(weight, bias);
        const excess = (a: number): number => size * derivative(weight * a + bias) - 1;
        const centre = -bias / weight;
        const right = root(excess, centre, centre + 10);
        expect(to).toBeCloseTo(right, 9);
        expect(from).toBeCloseTo(2 * centre - right, 9);
        expect(width).toBeCloseTo(2 * (right - centre), 9);
      }),
    );
  });

  test("is empty below |w| = 4 and a point at 4", () => {
    expect(nielsenInterval(3.99)).toMatchObject({ width: 0, from: NaN, to: NaN });
    expect(nielsenInterval(-4).width).toBe(0);
    expect(nielsenInterval(4).from).toBeCloseTo(0.5, 12);
  });
});

test("widestNielsenInterval is wider than its neighbours, near w = 6.894 and 0.4477", () => {
  const { weight, width } = widestNielsenInterval();
  expect(weight).toBeCloseTo(6.894, 2);
  expect(width).toBeCloseTo(0.4477, 4);
  for (const step of [1e-3, 1e-2, 0.1, 1]) {
    expect(nielsenInterval(weight + step).width).toBeLessThan(width);
    expect(nielsenInterval(weight - step).width).toBeLessThan(width);
  }
});

test("nielsenCurve is at least 1 exactly inside its interval", () => {
  const { inputs, factors, from, to } = nielsenCurve(9);
  inputs.forEach((a, i) => {
    if (a > from + 1e-9 && a < to - 1e-9) expect(factors[i]).toBeGreaterThan(1);
    if (a < from - 1e-9 || a > to + 1e-9) expect(factors[i]).toBeLessThan(1);
  });
});
