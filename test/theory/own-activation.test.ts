import { describe, expect, test } from "vitest";
import { cosh, tanh } from "../../src/numerics/elementary";
import { random } from "../../src/random/random";
import { batchNormalizationFactor } from "../../src/theory/mean-field/batch-normalization";
import { correlationFixedPoints, correlationMap } from "../../src/theory/mean-field/correlation-map";
import { criticalPoint } from "../../src/theory/mean-field/critical-line";
import { depthScales } from "../../src/theory/mean-field/depth-scales";
import { gains } from "../../src/theory/mean-field/gains";
import { jacobianSpectrum } from "../../src/theory/random-matrices/jacobian-spectrum";
import { chi1, fixedPoint, varianceMap } from "../../src/theory/mean-field/mean-field";
import { residual } from "../../src/theory/mean-field/residual";
import { standardErrorsOff } from "../support/monte-carlo";

/** A reader's functions, without a name, TeX or anything else; the second says nothing of kinks either. */
const ramp = { f: (x: number) => Math.min(1, Math.max(0, x)), derivative: (x: number) => (x > 0 && x < 1 ? 1 : 0), kinks: [0, 1] }; // prettier-ignore
const own = { f: tanh, derivative: (x: number) => 1 / cosh(x) ** 2 };
const variances = { weights: 2, biases: 0.1 };

describe("a reader's own { f, derivative }", () => {
  test("gives what the activation of the same formula gives, in every function", () => {
    expect(varianceMap(own, variances, 0.7)).toBe(varianceMap("tanh", variances, 0.7));
    expect(fixedPoint(own, variances)).toBe(fixedPoint("tanh", variances));
    expect(chi1(own, variances)).toBe(chi1("tanh", variances));
    expect(criticalPoint(own, 0.05)).toEqual(criticalPoint("tanh", 0.05));
    expect(correlationMap(own, variances, 0.3)).toBe(correlationMap("tanh", variances, 0.3));
    expect(correlationFixedPoints(own, variances)).toEqual(correlationFixedPoints("tanh", variances));
    expect(depthScales(own, variances)).toEqual(depthScales("tanh", variances));
    expect(gains(own)).toEqual(gains("tanh"));
    expect(batchNormalizationFactor(own)).toBe(batchNormalizationFactor("tanh"));
    expect(residual(own, variances, { depth: 3 })).toEqual(residual("tanh", variances, { depth: 3 }));
    const spectrum = { weights: 2, depth: 3 };
    expect(jacobianSpectrum(own, spectrum)).toEqual(jacobianSpectrum("tanh", spectrum));
  });

  test("may have kinks anywhere: a ramp from 0 to 1 has P(0 < z < 1) for its E φ′², and Monte Carlo's E φ²", () => {
    expect(1 / gains(ramp).backward).toBeCloseTo(0.341_344_746_068_543, 13);
    const draw = random(3, "ramp");
    const squares = Array.from({ length: 40_000 }, () => ramp.f(1.2 * draw.normal()) ** 2);
    expect(standardErrorsOff(squares, varianceMap(ramp, { weights: 1 }, 1.44))).toBeLessThan(4);
    expect(chi1(ramp, { weights: criticalPoint(ramp, 0.2)!.weights, biases: 0.2 })).toBeCloseTo(1, 9);
  });

  test("that is neither a name nor has both functions is refused with the list of names", () => {
    expect(() => chi1({ f: Math.tanh } as never, variances)).toThrow(/activation/);
    expect(() => chi1("tahn" as never, variances)).toThrow(/tanh/);
  });
});
