import { describe, expect, test } from "vitest";
import { random } from "../../../src/random/random";
import {
  correlationFixedPoints,
  correlationMap,
  correlationSlope,
} from "../../../src/theory/mean-field/correlation-map";
import { chi1, fixedPoint, varianceMap } from "../../../src/theory/mean-field/mean-field";
import { arcCosineMap } from "../../../src/theory/random-matrices/shattering";
import { dot, normalMatrix, normalVector, standardErrorsOff, times } from "../../support/monte-carlo";

const correlations = [-1, -0.7, 0, 0.2, 0.9, 0.999_999, 1];

describe("correlationMap", () => {
  test("of ReLU is the arc-cosine map, whether q vanishes, stays or grows", () => {
    for (const weights of [0.5, 2, 3]) {
      for (const c of correlations)
        expect(correlationMap("relu", { weights }, c)).toBeCloseTo(arcCosineMap(c), 12);
    }
  });

  test("of erf is (σ_w²(2/π)·arcsin(2qc/(1 + 2q)) + σ_b²)/q*", () => {
    const variances = { weights: 3, biases: 0.2 };
    const q = fixedPoint("erf", variances);
    for (const c of correlations) {
      const closed = (3 * (2 / Math.PI) * Math.asin((2 * q * c) / (1 + 2 * q)) + 0.2) / q;
      expect(correlationMap("erf", variances, c)).toBeCloseTo(closed, 11);
    }
  });

  test("keeps equal inputs equal, with the slope χ₁ there", () => {
    for (const name of ["tanh", "sigmoid", "elu", "swish"] as const) {
      const variances = { weights: 1.4, biases: 0.3 };
      expect(correlationMap(name, variances, 1)).toBeCloseTo(1, 11);
      expect(correlationSlope(name, variances, 1)).toBeCloseTo(chi1(name, variances), 10);
    }
  });

  test("has the slope that central differences give (Price's theorem)", () => {
    for (const name of ["tanh", "relu", "relu6", "selu"] as const) {
      const variances = { weights: 1.2, biases: 0.1 };
      for (const c of [-0.5, 0.1, 0.8]) {
        const [h, options] = [1e-4, { variance: 1.7 }];
        const rise =
          correlationMap(name, variances, c + h, options) - correlationMap(name, variances, c - h, options);
        expect(correlationSlope(name, variances, c, options)).toBeCloseTo(rise / (2 * h), 6);
      }
    }
  });

  test("is what one wide random layer does, over several seeds", () => {
    const [width, weights, biases, c] = [150, 2.5, 0.1, 0.6];
    for (const seed of [1, 2, 3]) {
      const draw = random(seed, "layer");
      const values = Array.from({ length: 20 }, () => {
        const x = normalVector(draw, width);
        const y = x.map((value) => c * value + 0.8 * draw.normal());
        const w = normalMatrix(draw, width, width, weights / width);
        const b = normalVector(draw, width, biases);
        return (
          dot(
            times(w, x.map(Math.tanh)).map((z, i) => z + b[i]),
            times(w, y.map(Math.tanh)).map((z, i) => z + b[i]),
          ) / width
        );
      });
      const next = varianceMap("tanh", { weights, biases }, 1);
      const predicted = correlationMap("tanh", { weights, biases }, c, { variance: 1 }) * next;
      expect(standardErrorsOff(values, predicted)).toBeLessThan(4);
    }
  });
});

describe("correlationFixedPoints", () => {
  test("has c* = 1 alone, and stable, in the ordered phase", () => {
    const [point, ...rest] = correlationFixedPoints("tanh", { weights: 0.8, biases: 0.1 });
    expect(rest).toEqual([]);
    expect(point).toMatchObject({ correlation: 1, stable: true });
  });

  test("has a stable c* below 1 in the chaotic phase, which iteration reaches from both sides", () => {
    const variances = { weights: 4, biases: 0.3 };
    const [low, one] = correlationFixedPoints("tanh", variances);
    expect(one).toMatchObject({ correlation: 1, stable: false });
    expect(low.stable).toBe(true);
    for (const start of [0, 0.9]) {
      let c = start;
      for (let l = 0; l < 15; l++) c = correlationMap("tanh", variances, c);
      expect(Math.sign(c - low.correlation)).toBe(Math.sign(start - low.correlation));
      expect(Math.abs(c - low.correlation)).toBeLessThan(0.25 * Math.abs(start - low.correlation));
    }
  });

  test("keeps uncorrelated inputs so in a chaotic odd net without bias", () => {
    expect(correlationFixedPoints("tanh", { weights: 3 })[0]).toMatchObject({ correlation: 0, stable: true });
  });

  test("has c* = 1 alone at criticality, and for ReLU, where it attracts only algebraically", () => {
    expect(correlationFixedPoints("relu", { weights: 2 })).toHaveLength(1);
    expect(correlationFixedPoints("relu", { weights: 2 })[0].stable).toBe(false);
    expect(correlationFixedPoints("linear", { weights: 1 })).toHaveLength(1);
  });

  test("refuses variances that are none", () => {
    expect(() => correlationFixedPoints("tanh", { weights: -1 })).toThrow(/weights must be .* from 0 up/);
    expect(() => correlationMap("tanh", { weights: 1 }, 2)).toThrow(/correlation/);
    expect(() => correlationMap("tanh", { weights: 1 }, 0, { variance: 0 })).toThrow(/variance .* above 0/);
  });
});
