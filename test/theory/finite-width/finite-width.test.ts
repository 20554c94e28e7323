import { describe, expect, test } from "vitest";
import { random } from "../../../src/random/random";
import { logChiSquare, sumOfLogs, widthGrowth } from "../../../src/theory/finite-width/finite-width";
import { normalVector, normSquare, squaredDeviations, standardErrorsOff } from "../../support/monte-carlo";

describe("widthGrowth", () => {
  test.each([
    ["relu", 3, 1],
    ["relu", 10, 2],
    ["relu", 60, 3],
    ["linear", 2, 4],
    ["linear", 25, 5],
  ] as const)("of %s with %i units is what random layers do (seed %i)", (activation, units, seed) => {
    const variance = 1 / units;
    const draw = random(seed, "widths");
    const factors = Array.from({ length: 20_000 }, () => {
      const z = normalVector(draw, units, variance);
      return normSquare(activation === "relu" ? z.map((x) => Math.max(0, x)) : z);
    });
    const predicted = widthGrowth(activation, { units, weightVariance: variance });
    const logs = factors.filter((factor) => factor > 0).map(Math.log);
    expect(standardErrorsOff(factors, predicted.mean)).toBeLessThan(4);
    const spread = predicted.relativeVariance * predicted.mean ** 2;
    expect(standardErrorsOff(squaredDeviations(factors), spread)).toBeLessThan(4);
    expect(standardErrorsOff(logs, predicted.log.mean)).toBeLessThan(4);
    expect(standardErrorsOff(squaredDeviations(logs), predicted.log.variance)).toBeLessThan(4);
  });

  test("of one unit: ln χ²₁ has mean −γ − ln 2 and variance π²/2", () => {
    const { log } = widthGrowth("relu", { units: 1, weightVariance: 1 });
    expect(log.mean).toBeCloseTo(-0.577_215_664_901_532_9 - Math.LN2, 13);
    expect(log.variance).toBeCloseTo(Math.PI ** 2 / 2, 12);
  });

  test("of two ReLU units mixes one and two living ones 2 : 1", () => {
    const [one, two] = [logChiSquare(1), logChiSquare(2)];
    const { log } = widthGrowth("relu", { units: 2, weightVariance: 1 });
    expect(log.mean).toBeCloseTo((2 * one.mean + two.mean) / 3, 13);
    const between = (2 / 9) * (one.mean - two.mean) ** 2;
    expect(log.variance).toBeCloseTo((2 * one.variance + two.variance) / 3 + between, 12);
  });

  test("of wide He layers is −5/(2n) in mean and 5/n in variance, to the next order (Hanin & Nica 2019)", () => {
    for (const units of [1000, 65_536]) {
      const { log, mean } = widthGrowth("relu", { units, weightVariance: 2 / units });
      expect(mean).toBe(1);
      expect(log.mean * units).toBeCloseTo(-2.5, 1);
      expect(log.variance * units).toBeCloseTo(5, 1);
    }
  });

  test("adds up over layers: 50 He layers of 100 units have E ln ‖δ‖² = −1.27, where E ‖δ‖² = 1", () => {
    const { log } = widthGrowth("relu", { units: 100, weightVariance: 2 / 100 });
    const total = sumOfLogs(Array.from({ length: 50 }, () => log));
    expect(total.mean).toBeCloseTo(50 * log.mean, 12);
    expect(total.mean).toBeCloseTo(-1.27, 2);
    expect(Math.exp(total.mean)).toBeLessThan(0.3);
  });

  test("refuses other activations and widths that are none", () => {
    expect(() => widthGrowth("tanh" as never, { units: 3, weightVariance: 1 })).toThrow(/relu, linear/);
    expect(() => widthGrowth("relu", { units: 2.5, weightVariance: 1 })).toThrow(/whole number/);
    expect(() => widthGrowth("relu", { units: 2, weightVariance: 0 })).toThrow(/above 0/);
  });
});
