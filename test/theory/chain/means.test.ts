import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sigmoid } from "../../../src/activations/sigmoid";
import { meansByShare } from "../../../src/theory/chain/means";

describe("meansByShare(share)", () => {
  it("cuts at the share that is asked for, and evenly from 0 to 1 elsewhere", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (share) => {
        const { cuts, place } = meansByShare(share);
        expect(cuts).toHaveLength(41);
        expect(cuts[place].share).toBe(share);
        expect(Math.abs(share - place / 40)).toBeLessThanOrEqual(1 / 80 + 1e-12);
        cuts.forEach((cut, i) => i === place || expect(cut.share).toBeCloseTo(i / 40, 12));
      }),
    );
  });
  it("has a geometric mean of at most ½, which misses it in the square by (s − ½)²", () => {
    for (const { share, geometric, product } of meansByShare().cuts) {
      expect(geometric).toBeLessThanOrEqual(0.5);
      expect(geometric ** 2).toBeCloseTo(product, 15);
      expect(1 / 4 - product).toBeCloseTo((share - 1 / 2) ** 2, 15);
    }
  });
  it("bounds σ′, which is the product of σ and 1 − σ", () => {
    const { f, derivative, bound } = sigmoid();
    for (let x = -8; x <= 8; x += 0.5) {
      const { cuts, place } = meansByShare(f(x));
      expect(cuts[place].product).toBeCloseTo(derivative(x), 12);
      expect(cuts[place].product).toBeLessThanOrEqual(bound.value);
    }
  });
});
