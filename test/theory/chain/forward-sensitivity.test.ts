import { describe, expect, test } from "vitest";
import { forwardSensitivity } from "../../../src/theory";

const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

/** a^L of a chain of sigmoids, run by hand. */
function output(input: number, { weight, bias, depth }: { weight: number; bias: number; depth: number }): number {
  let a = input;
  for (let l = 0; l < depth; l++) a = sigmoid(weight * a + bias);
  return a;
} // prettier-ignore

describe("forwardSensitivity", () => {
  test("gives the factor by which a small push at the input arrives", () => {
    const { inputs, curves } = forwardSensitivity({ weight: 3, bias: -1.2, depths: [1, 2, 7] });
    for (const { depth, factors } of curves) {
      for (const i of [0, 100, 217, 400]) {
        const pushed = [1e-5, -1e-5].map((h) => output(inputs[i] + h, { weight: 3, bias: -1.2, depth }));
        expect(factors[i] / ((pushed[0] - pushed[1]) / 2e-5)).toBeCloseTo(1, 6);
      }
    }
  });

  test("has as its mean the rise from one end to the other, and never more than 1 for a sigmoid", () => {
    for (const weight of [-12, -5, 0.5, 4, 30]) {
      for (const bias of [0, -weight / 2, 3]) {
        const { curves } = forwardSensitivity({ weight, bias, depths: [1, 4, 20] });
        for (const { depth, mean } of curves) {
          const rise = output(1, { weight, bias, depth }) - output(0, { weight, bias, depth });
          expect(mean).toBeCloseTo(Math.abs(rise), 10);
          expect(mean).toBeLessThan(1);
        }
      }
    }
  });

  test("at w = 4, b = −2 passes a push at ½ undiminished, at any depth", () => {
    const { curves } = forwardSensitivity({ weight: 4, bias: -2, depths: [1, 20, 200] });
    for (const { factors } of curves) expect(factors[200]).toBeCloseTo(1, 9);
  });

  test("takes other activations and intervals, whose mean may be above 1", () => {
    const linear = forwardSensitivity({ activation: "linear", weight: -2, depths: [3], from: -1, to: 3 });
    expect(linear.curves[0].mean).toBeCloseTo(8, 12);
    expect(new Set(linear.curves[0].factors)).toEqual(new Set([8]));
    const folded = forwardSensitivity({ activation: "relu", weight: 1, depths: [1], from: -1, to: 1 });
    expect(folded.curves[0].mean).toBeCloseTo(0.5, 12);
  });

  test("refuses depths that are no whole numbers from 1, and an empty interval", () => {
    expect(() => forwardSensitivity({ weight: 1, depths: [0] })).toThrow(/depths must be/);
    expect(() => forwardSensitivity({ weight: 1, depths: [1], from: 1, to: 1 })).toThrow(/to must be/);
  });
});
