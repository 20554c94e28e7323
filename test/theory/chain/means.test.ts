import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sigmoid } from "../../../src/activations/sigmoid";
import { tanh } from "../../../src/activations/tanh";
import { means } from "../../../src/theory/chain/means";

const number = fc.double({ min: 0, max: 1e6, noNaN: true });

describe("means(a, b)", () => {
  it("has geometric ≤ arithmetic, and the gap between the squares is ((a − b)/2)²", () => {
    fc.assert(
      fc.property(number, number, (a, b) => {
        const { arithmetic, geometric, gap } = means(a, b);
        expect(geometric).toBeLessThanOrEqual(arithmetic * (1 + 1e-15));
        expect(Math.abs(arithmetic ** 2 - geometric ** 2 - gap)).toBeLessThanOrEqual(1e-14 * arithmetic ** 2);
      }),
    );
  });
  it("proves both bounds: σ′ is the squared geometric mean of σ and 1 − σ, tanh′ that of 1 − t and 1 + t", () => {
    for (let x = -8; x <= 8; x += 0.5) {
      const s = sigmoid().f(x);
      const t = tanh().f(x);
      expect(means(s, 1 - s).geometric ** 2).toBeCloseTo(sigmoid().derivative(x), 12);
      expect(means(1 - t, 1 + t).geometric ** 2).toBeCloseTo(tanh().derivative(x), 12);
      expect(means(s, 1 - s).arithmetic ** 2).toBeCloseTo(sigmoid().bound.value, 15);
      expect(means(1 - t, 1 + t).arithmetic ** 2).toBeCloseTo(tanh().bound.value, 15);
    }
  });
});
