import { describe, expect, test } from "vitest";
import { customActivation } from "../../../src/activations/custom";
import { leakyRelu, rrelu } from "../../../src/activations";
import { random } from "../../../src/random/random";
import { gains, keepingVariances } from "../../../src/theory/mean-field/gains";
import { standardErrorsOff } from "../../support/monte-carlo";

describe("gains", () => {
  test("are 2 for ReLU and 2/(1 + α²) for a leaky one, at every q", () => {
    for (const preactivationMeanSquare of [0, 1e-6, 1, 100]) {
      for (const [phi, gain] of [
        ["relu", 2],
        [leakyRelu({ slope: 0.25 }), 2 / 1.0625],
        ["linear", 1],
      ] as const) {
        const { forward, backward } = gains(phi, { preactivationMeanSquare });
        expect(forward).toBeCloseTo(gain, 11);
        expect(backward).toBeCloseTo(gain, 11);
      }
    }
  });

  test("are 1 for tanh at q → 0, 16 backward and 0 forward for the sigmoid there, since σ(0) ≠ 0", () => {
    const limit = { preactivationMeanSquare: 0 };
    expect(gains("tanh", limit).forward).toBeCloseTo(1, 12);
    expect(gains("tanh", limit).backward).toBeCloseTo(1, 12);
    expect(gains("sigmoid", limit).forward).toBe(0);
    expect(gains("sigmoid", limit).backward).toBeCloseTo(16, 11);
  });

  test("are 1 forward for SELU, whose gradients then grow by 7 % per layer in the mean square", () => {
    expect(gains("selu").forward).toBeCloseTo(1, 12);
    expect(1 / gains("selu").backward).toBeCloseTo(1.07157, 5);
  });

  test("of erf follow from closed forms", () => {
    const { forward, backward } = gains("erf", { preactivationMeanSquare: 1.5 });
    expect(forward).toBeCloseTo(1.5 / ((2 / Math.PI) * Math.asin(3 / 4)), 12);
    expect(backward).toBeCloseTo((Math.PI / 4) * Math.sqrt(7), 12);
  });

  test("centred ones are those of nets without normalization: exact where the constants in use are Monte Carlo", () => {
    const gamma = (name: Parameters<typeof gains>[0]): number => Math.sqrt(gains(name).centred);
    expect(gamma("relu")).toBeCloseTo(Math.sqrt(2 / (1 - 1 / Math.PI)), 12);
    expect(gamma("sigmoid")).toBeCloseTo(4.801_313, 5);
    expect(gamma("tanh")).toBeCloseTo(1.592_537, 5);
    expect(gamma("erf")).toBeCloseTo(1 / Math.sqrt((2 / Math.PI) * Math.asin(2 / 3)), 12);
    // σ is odd about ½, so that its variance is E σ² − ¼.
    expect(1 / gains("sigmoid").centred).toBeCloseTo(1 / gains("sigmoid").forward - 0.25, 12);
    // A random slope adds its own variance: Var = E a²/2 + ½ − (1 − E a)²/2π.
    const { lower, upper } = { lower: 0.1, upper: 0.5 };
    const slopes = rrelu({ lower, upper });
    const mean = (lower + upper) / 2;
    const square = (lower ** 2 + lower * upper + upper ** 2) / 3;
    const variance = (1 + square) / 2 - (1 - mean) ** 2 / (2 * Math.PI);
    expect(1 / gains(slopes).centred).toBeCloseTo(variance, 12);
  });

  test("centred ones tend to 1/φ′(0)² where z is small", () => {
    expect(gains("sigmoid", { preactivationMeanSquare: 0 }).centred).toBeCloseTo(16, 6);
    expect(gains("tanh", { preactivationMeanSquare: 0 }).centred).toBeCloseTo(1, 6);
  });

  test("agree with Monte Carlo for a reader's own activation", () => {
    const own = customActivation({ f: Math.sin, derivative: Math.cos });
    const { forward, backward } = gains(own, { preactivationMeanSquare: 2 });
    for (const seed of [1, 2, 3]) {
      const draw = random(seed, "gains");
      const z = Array.from({ length: 30_000 }, () => Math.SQRT2 * draw.normal());
      expect(
        standardErrorsOff(
          z.map((x) => Math.sin(x) ** 2),
          2 / forward,
        ),
      ).toBeLessThan(4);
      expect(
        standardErrorsOff(
          z.map((x) => Math.cos(x) ** 2),
          1 / backward,
        ),
      ).toBeLessThan(4);
    }
  });
});

describe("keepingVariances", () => {
  test("of a linear layer are LeCun's, its mirror image and Glorot's compromise", () => {
    const { forward, backward, compromise } = keepingVariances("linear", { fanIn: 30, fanOut: 10 });
    expect(forward).toBeCloseTo(1 / 30, 13);
    expect(backward).toBeCloseTo(1 / 10, 13);
    expect(compromise).toBeCloseTo(2 / 40, 13);
  });
  test("refuse a fan that is no number of units", () => {
    expect(() => keepingVariances("relu", { fanIn: 2.5, fanOut: 1 })).toThrow(/fanIn must be a whole number/);
    expect(() => gains("relu", { preactivationMeanSquare: -1 })).toThrow(/from 0 up/);
    expect(() => gains("rleu" as never)).toThrow(/relu/);
  });
});
