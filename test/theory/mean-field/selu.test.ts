import { describe, expect, test } from "vitest";
import { selu } from "../../../src/activations/selu";
import { expectation } from "../../../src/numerics/gaussian";
import { seluConstants, seluMap } from "../../../src/theory/mean-field/selu";

describe("seluMap", () => {
  test("has mean 0 and variance 1 as its fixed point, with the published α and λ", () => {
    expect(seluConstants.alpha).toBeCloseTo(1.673_263_242_354_377_2, 13);
    expect(seluConstants.scale).toBeCloseTo(1.050_700_987_355_480_5, 13);
    expect(seluMap({ mean: 0, variance: 1 }).mean).toBeCloseTo(0, 14);
    expect(seluMap({ mean: 0, variance: 1 }).variance).toBeCloseTo(1, 14);
  });

  test("draws to it whatever starts near, also where the weights do not sum to 0 exactly", () => {
    for (const start of [
      { mean: 0.1, variance: 1.5 },
      { mean: -0.1, variance: 0.8 },
      { mean: 0.05, variance: 3 },
    ]) {
      let moments = start;
      for (let l = 0; l < 80; l++) moments = seluMap(moments);
      expect(moments.mean).toBeCloseTo(0, 7);
      expect(moments.variance).toBeCloseTo(1, 7);
    }
    let moments = { mean: 0, variance: 1 };
    for (let l = 0; l < 200; l++) moments = seluMap(moments, { weightSum: 0.05, weightSquareSum: 1.02 });
    expect(Math.abs(moments.mean)).toBeLessThan(0.1);
    expect(Math.abs(moments.variance - 1)).toBeLessThan(0.5);
  });

  test("is what quadrature gives, near and far", () => {
    const { f } = selu();
    for (const [mean, variance] of [
      [0.3, 0.7],
      [-4, 0.01],
      [5, 2],
      [-2, 30],
      [1, 900],
    ]) {
      const options = { variance, kinks: [-mean] };
      const first = expectation((x) => f(x + mean), options);
      const second = expectation((x) => (f(x + mean) - first) ** 2, options);
      const moments = seluMap({ mean, variance }, { weightSum: 1 });
      expect(moments.mean / first).toBeCloseTo(1, 10);
      expect(moments.variance / second).toBeCloseTo(1, 9);
    }
  });

  test("of variance 0 is the value at the mean; a negative variance throws", () => {
    expect(seluMap({ mean: 2, variance: 0 }, { weightSum: 1 })).toEqual({ mean: selu().f(2), variance: 0 });
    expect(seluMap({ mean: -2, variance: 0 }, { weightSum: 1 }).mean).toBeCloseTo(selu().f(-2), 15);
    expect(() => seluMap({ mean: 0, variance: -1 })).toThrow(/variance/);
  });
});
