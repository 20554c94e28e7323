import { describe, expect, test } from "vitest";
import { signalDecay } from "../../../src/theory/finite-width/signal-decay";
import { arcCosineMap } from "../../../src/theory/random-matrices/shattering";

describe("signalDecay", () => {
  test("of ReLU without bias, below its gain: q halves, and so does 1 − c in the end but more slowly", () => {
    const { variance, correlation, layers } = signalDecay("relu", { weights: 1 }, { layers: 6, width: 200, nets: 20, seed: 1 }); // prettier-ignore
    expect(layers).toEqual([1, 2, 3, 4, 5, 6]);
    expect(variance.settles).toBe(0);
    expect(variance.scale).toBeCloseTo(1 / Math.LN2, 9);
    let c = 0;
    variance.theory.forEach((distance, l) => expect(distance).toBeCloseTo(0.5 ** l, 12));
    variance.asymptote.forEach((distance, l) => expect(distance).toBeCloseTo(0.5 ** l, 9));
    correlation.theory.forEach((distance) => {
      expect(distance).toBeCloseTo(1 - c, 9);
      c = arcCosineMap(c);
    });
    // Means over 20 nets, whose standard error is estimated from as many, at a width whose bias is below it.
    for (const { theory, measured, error } of [variance, correlation])
      theory.forEach((distance, l) => expect(Math.abs(measured[l] - distance)).toBeLessThan(5 * error[l] + 0.01 * distance)); // prettier-ignore
  });

  test("of a linear net with biases: both distances shrink by σ_w² per layer", () => {
    const found = signalDecay("linear", { weights: 0.25, biases: 1 }, { layers: 5, width: 10, nets: 2, inputCosine: 0.2, seed: 1 }); // prettier-ignore
    expect(found.variance.scale).toBeCloseTo(1 / Math.log(4), 9);
    expect(found.correlation.scale).toBeCloseTo(1 / Math.log(4), 6);
    found.variance.theory.forEach((distance, l) => expect(distance).toBeCloseTo((4 / 3 - 1.25) ** 1 * 0.25 ** l, 9)); // prettier-ignore
  });

  test("where q grows without bound has no distance of q, and no asymptote", () => {
    const { variance } = signalDecay("relu", { weights: 4 }, { layers: 3, width: 4, nets: 2, seed: 1 });
    expect(variance.settles).toBe(Infinity);
    for (const value of variance.asymptote) expect(value).toBeNaN();
  });

  test.each([
    [{ width: 3 }, /width/],
    [{ nets: 1 }, /nets/],
    [{ layers: 1 }, /layers/],
    [{ inputCosine: 2 }, /inputCosine/],
  ])("refuses %o", (other, message) =>
    expect(() => signalDecay("tanh", { weights: 1 }, { layers: 3, width: 4, nets: 2, seed: 1, ...other })).toThrow(message)); // prettier-ignore
});
