import { describe, expect, test } from "vitest";
import { activationNames } from "../../../src/activations";
import { criticalLine, criticalPoint } from "../../../src/theory/mean-field/critical-line";
import { chi1, fixedPoint } from "../../../src/theory/mean-field/mean-field";

describe("criticalPoint", () => {
  test("of tanh passes through (0, 1) and (0.05, 1.76095)", () => {
    expect(criticalPoint("tanh")).toMatchObject({ biases: 0, preactivationMeanSquare: 0 });
    expect(criticalPoint("tanh")!.weights).toBeCloseTo(1, 12);
    expect(criticalPoint("tanh", 0.05)!.weights).toBeCloseTo(1.76095, 5);
  });

  test("of erf lies on the curve that closed forms give", () => {
    for (const q of [0.1, 1, 7]) {
      const weights = (Math.PI / 4) * Math.sqrt(1 + 4 * q);
      const biases = q - weights * (2 / Math.PI) * Math.asin((2 * q) / (1 + 2 * q));
      const point = criticalPoint("erf", biases)!;
      expect(point.weights).toBeCloseTo(weights, 9);
      expect(point.preactivationMeanSquare).toBeCloseTo(q, 9);
    }
  });

  test("of ReLU is 2: with q as it starts without bias, with q growing for ever with one", () => {
    expect(criticalPoint("relu")!.weights).toBeCloseTo(2, 12);
    expect(criticalPoint("relu")!.preactivationMeanSquare).toBe(1);
    expect(criticalPoint("relu", 0.1)).toMatchObject({ preactivationMeanSquare: Infinity });
    expect(criticalPoint("relu", 0.1)!.weights).toBeCloseTo(2, 12);
  });

  test.each(["tanh", "sigmoid", "elu", "selu", "softsign", "relu6", "mish", "softplus"] as const)(
    "of %s has χ₁ = 1 at the q that its variance map settles at",
    (name) => {
      const point = criticalPoint(name, 0.5)!;
      expect(chi1(name, point)).toBeCloseTo(1, 9);
      expect(fixedPoint(name, point) / point.preactivationMeanSquare || 1).toBeCloseTo(1, 6);
    },
  );

  test("does not exist where χ₁ jumps over 1, as for swish: q falls to 0 or grows for ever", () => {
    expect(criticalPoint("swish", 0)).toBeUndefined();
    const below = [1.9, 2, 2.1, 2.2, 2.4].map((weights) => chi1("swish", { weights }));
    for (const chi of below) expect(Math.abs(chi - 1)).toBeGreaterThan(0.04);
  });
});

describe("criticalLine", () => {
  test("of tanh rises with σ_b²", () => {
    const weights = criticalLine("tanh", [0, 0.001, 0.05, 0.3, 1, 5]).map((point) => point.weights);
    expect(weights).toHaveLength(6);
    weights.slice(1).forEach((w, i) => expect(w).toBeGreaterThan(weights[i]));
  });

  test("leaves out what is not critical", () => {
    expect(criticalLine("swish", [0, 0.05])).toEqual([]);
    expect(activationNames).toContain("swish");
  });

  test("refuses a negative variance", () => {
    expect(() => criticalLine("tanh", [-1])).toThrow(/biases must be .* from 0 up/);
  });
});
