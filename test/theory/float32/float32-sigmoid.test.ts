import { describe, expect, it } from "vitest";
import { saturationPoint, sigmoid32, slope32 } from "../../../src/theory/float32/float32-sigmoid";

describe("sigmoid32(x)", () => {
  it("is exactly 1 from 24·ln 2 = 16.64 on, and at no whole number before 17", () => {
    expect(saturationPoint()).toBeCloseTo(16.6355, 4);
    expect(sigmoid32(saturationPoint() + 1e-4)).toBe(1);
    expect(sigmoid32(saturationPoint() - 1e-4)).toBeLessThan(1);
    expect(sigmoid32(16)).toBeLessThan(1);
    expect(sigmoid32(17)).toBe(1);
  });
  it("rounds σ to 1 in float64 from 53·ln 2 on", () => {
    const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
    expect(sigmoid(saturationPoint(53) + 1e-9)).toBe(1);
    expect(sigmoid(saturationPoint(53) - 1e-9)).toBeLessThan(1);
  });
});

describe("slope32(x)", () => {
  it("loses s(1 − s) to 0 where σ(x)σ(−x) is still right to float32's precision", () => {
    const { exact, fromActivation, fromInput } = slope32(20);
    expect(fromActivation).toBe(0);
    expect(fromInput / exact).toBeCloseTo(1, 6);
  });
  it("is ¼ at 0 by both formulas", () => {
    expect(slope32(0)).toEqual({ x: 0, exact: 0.25, fromActivation: 0.25, fromInput: 0.25 });
  });
});
