import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { random } from "../../../src/random/random";
import { bornDead, bornDeadByLayer, livingWidth } from "../../../src/theory/finite-width/dying-relu";
import { normalMatrix, normalVector, standardErrorsOff, times } from "../../support/monte-carlo";

const equal = (width: number, depth: number): number[] => Array.from({ length: depth }, () => width);

describe("bornDead", () => {
  test("is 1 − (7/8)⁹ for nine layers of three", () => {
    expect(bornDead(equal(3, 9))).toBeCloseTo(1 - (7 / 8) ** 9, 14);
  });

  test("is what random nets do, over several seeds", () => {
    const widths = [3, 2, 4, 3, 3, 2];
    for (const seed of [1, 2, 3]) {
      const draw = random(seed, "dead");
      const dead = Array.from({ length: 4000 }, () => {
        let a = normalVector(draw, 5);
        for (const n of widths) a = times(normalMatrix(draw, n, a.length, 1), a).map((z) => Math.max(0, z));
        return a.every((x) => x === 0) ? 1 : 0;
      });
      expect(standardErrorsOff(dead, bornDead(widths))).toBeLessThan(4);
    }
  });

  test("keeps its digits where 1 − 2^−N rounds to 1", () => {
    expect(bornDead(equal(100, 7)) / (7 * 2 ** -100)).toBeCloseTo(1, 14);
    expect(bornDead(equal(5000, 7))).toBe(0);
  });

  test("grows with depth to 1, layer by layer", () => {
    const byLayer = bornDeadByLayer(equal(2, 200));
    byLayer.slice(1).forEach((p, i) => expect(p).toBeGreaterThanOrEqual(byLayer[i]));
    expect(byLayer[1]).toBeCloseTo(1 - (3 / 4) ** 2, 14);
    expect(byLayer.at(-1)).toBe(1);
    expect(bornDead([])).toBe(0);
  });
});

describe("livingWidth", () => {
  test("is the smallest width that keeps the promise", () => {
    const probability = fc.double({ min: 1e-12, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), probability, (depth, p) => {
        const width = livingWidth({ depth, probability: p });
        expect(bornDead(equal(width, depth))).toBeLessThan(p);
        if (width > 1) expect(bornDead(equal(width - 1, depth))).toBeGreaterThanOrEqual(p * (1 - 1e-12));
      }),
    );
  });
  test("means below, not at: one layer at ¼ needs three units", () => {
    expect(livingWidth({ depth: 1, probability: 0.25 })).toBe(3);
    expect(livingWidth({ depth: 50, probability: 0.01 })).toBe(13);
  });
  test("refuses probabilities 0 and 1, and depths that are none", () => {
    for (const probability of [0, 1, NaN]) expect(() => livingWidth({ depth: 1, probability })).toThrow();
    expect(() => livingWidth({ depth: 0, probability: 0.5 })).toThrow(/whole number from 1/);
    expect(() => bornDead([0])).toThrow(/width/);
  });
});
