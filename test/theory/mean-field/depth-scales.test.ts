import { describe, expect, test } from "vitest";
import { correlationFixedPoints, correlationMap } from "../../../src/theory/mean-field/correlation-map";
import { depthScales } from "../../../src/theory/mean-field/depth-scales";
import { fixedPoint, varianceMap } from "../../../src/theory/mean-field/mean-field";

const settings = [
  ["tanh", { weights: 0.8, biases: 0.05 }],
  ["tanh", { weights: 3, biases: 0.1 }],
  ["sigmoid", { weights: 30, biases: 0.5 }],
  ["elu", { weights: 1.2, biases: 0.1 }],
] as const;

describe("depthScales", () => {
  test.each(settings)(
    "of %s at %o are the rates at which iterated maps approach their fixed points",
    (name, variances) => {
      const scales = depthScales(name, variances);
      const q = fixedPoint(name, variances);
      const away = 1e-5;
      const left = varianceMap(name, variances, q * (1 + away)) / q - 1;
      expect(Math.abs(left / away)).toBeCloseTo(Math.exp(-1 / scales.variance), 4);
      const [{ correlation }] = correlationFixedPoints(name, variances);
      const step = (c: number): number => correlationMap(name, variances, c) - correlation;
      expect(Math.abs(step(correlation - away) / away)).toBeCloseTo(Math.exp(-1 / scales.correlation), 3);
    },
  );

  test("of erf follow from closed forms", () => {
    const variances = { weights: 1.1, biases: 0.3 };
    const q = fixedPoint("erf", variances);
    expect(q).toBeCloseTo(1.1 * (2 / Math.PI) * Math.asin((2 * q) / (1 + 2 * q)) + 0.3, 13);
    const chi = (1.1 * 4) / Math.PI / Math.sqrt(1 + 4 * q);
    expect(depthScales("erf", variances).gradient).toBeCloseTo(-1 / Math.log(chi), 10);
    // d/dq (2/π)·arcsin(2q/(1 + 2q))
    const growth = ((1.1 * 2) / Math.PI) * (2 / ((1 + 2 * q) * Math.sqrt(1 + 4 * q)));
    expect(depthScales("erf", variances).variance).toBeCloseTo(-1 / Math.log(growth), 10);
  });

  test("of ReLU at σ_w² = 1, σ_b² = 0.1 are all 1/ln 2", () => {
    const { variance, correlation, gradient } = depthScales("relu", { weights: 1, biases: 0.1 });
    for (const scale of [variance, correlation, gradient]) expect(scale).toBeCloseTo(1 / Math.LN2, 11);
  });

  test("are infinite on the critical line, and the gradient's is negative in chaos", () => {
    expect(depthScales("tanh", { weights: 1 })).toEqual({
      variance: Infinity,
      correlation: Infinity,
      gradient: Infinity,
      preactivationMeanSquare: 0,
      settledCorrelation: 1,
    });
    expect(depthScales("relu", { weights: 2 }).gradient).toBe(Infinity);
    const chaos = depthScales("tanh", { weights: 2, biases: 0.05 });
    expect(chaos.gradient).toBeLessThan(-5);
    expect(chaos.settledCorrelation).toBeLessThan(1);
  });

  test("of a net without weights are 0", () => {
    expect(depthScales("tanh", { weights: 0, biases: 1 })).toEqual({
      variance: 0,
      correlation: 0,
      gradient: 0,
      preactivationMeanSquare: 1,
      settledCorrelation: 1,
    });
  });
});
