import { describe, expect, test } from "vitest";
import { random } from "../../src/random/random";
import { expectation } from "../../src/numerics/gaussian";
import { pairExpectation } from "../../src/numerics/gaussian-pair";
import { erf } from "../../src/activations/erf";
import { standardErrorsOff } from "../support/monte-carlo";

const correlations = [-1, -0.9999, -0.6, -1e-9, 0, 0.3, 0.9, 0.999_999, 1];

/** Three functions with a kink away from 0, the last one with a jump. */
const ramp = (x: number): number => Math.max(0, x - 0.7);
const bend = (x: number): number => Math.abs(x - 0.7) + x;
const jump = (x: number): number => (x > 0.5 ? Math.tanh(x) : 0.1 * x);

describe("pairExpectation", () => {
  test("of signs is (2/π)·arcsin c (Sheppard), at every variance", () => {
    for (const variance of [1e-12, 1, 1e8]) {
      for (const correlation of correlations) {
        const sign = pairExpectation(Math.sign, { correlation, variance, kinks: [0] });
        expect(sign).toBeCloseTo((2 / Math.PI) * Math.asin(correlation), 12);
      }
    }
  });

  test("of cubes is 9c + 6c³ times the cube of the variance (Isserlis)", () => {
    for (const correlation of correlations) {
      const cubes = pairExpectation((x) => x ** 3, { correlation, variance: 4 }) / 64;
      expect(cubes).toBeCloseTo(9 * correlation + 6 * correlation ** 3, 10);
    }
  });

  test("of erf is (2/π)·arcsin(2qc/(1 + 2q)) (Williams 1997), also where erf is narrow", () => {
    for (const variance of [0.01, 1, 50, 1e4]) {
      for (const correlation of correlations) {
        const closed = (2 / Math.PI) * Math.asin((2 * variance * correlation) / (1 + 2 * variance));
        expect(pairExpectation(erf().f, { correlation, variance })).toBeCloseTo(closed, 11);
      }
    }
  });

  test("is exact for a kink away from 0 where the two are equal or opposite, and continuous there", () => {
    const kinks = [0.7];
    const alike = expectation((x) => ramp(x) ** 2, { kinks });
    expect(pairExpectation(ramp, { correlation: 1, kinks })).toBeCloseTo(alike, 13);
    expect(pairExpectation(ramp, { correlation: 1 - 1e-12, kinks })).toBeCloseTo(alike, 10);
    expect(pairExpectation(ramp, { correlation: 0, kinks })).toBeCloseTo(
      expectation(ramp, { kinks }) ** 2,
      13,
    );
    const opposite = expectation((x) => bend(x) * bend(-x), { kinks: [-0.7, 0.7] });
    expect(pairExpectation(bend, { correlation: -1, kinks })).toBeCloseTo(opposite, 12);
    expect(pairExpectation(bend, { correlation: -1 + 1e-12, kinks })).toBeCloseTo(opposite, 10);
  });

  test("agrees with Monte Carlo within four standard errors, over several seeds", () => {
    for (const [seed, correlation] of [0.8, -0.4, 0.2].entries()) {
      const draw = random(seed, "pair");
      const other = Math.sqrt(1 - correlation ** 2);
      const values = Array.from({ length: 40_000 }, () => {
        const x = draw.normal();
        return jump(1.5 * x) * jump(1.5 * (correlation * x + other * draw.normal()));
      });
      const exact = pairExpectation(jump, { correlation, variance: 2.25, kinks: [0.5] });
      expect(standardErrorsOff(values, exact)).toBeLessThan(4);
    }
  });

  test("refuses a correlation beyond ±1", () => {
    expect(() => pairExpectation(Math.tanh, { correlation: 1.1 })).toThrow(
      /correlation must be .* from -1 to 1/,
    );
  });
});
