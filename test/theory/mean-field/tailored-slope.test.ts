import { describe, expect, test } from "vitest";
import { leakyRelu } from "../../../src/activations";
import { correlationMap } from "../../../src/theory/mean-field/correlation-map";
import { leakyCosineMap, tailoredSlope } from "../../../src/theory/mean-field/tailored-slope";
import { arcCosineMap } from "../../../src/theory/random-matrices/shattering";

const COSINES = [-1, -0.7, 0, 0.3, 0.9, 0.999, 1];

describe("leakyCosineMap", () => {
  test("is the arc-cosine map at slope 0, the identity at slope 1, and keeps 1 where it is", () => {
    for (const c of COSINES) {
      expect(leakyCosineMap(c, 0)).toBeCloseTo(arcCosineMap(c), 14);
      expect(leakyCosineMap(c, 1)).toBe(c);
      expect(leakyCosineMap(1, c)).toBe(1);
    }
  });

  test("is what quadrature gives for the leaky rectifier, at any slope", () => {
    for (const slope of [-1, 0.1, 0.57, 2])
      for (const c of COSINES.slice(0, -1)) {
        const weights = 2 / (1 + slope ** 2);
        const map = correlationMap(leakyRelu({ slope }), { weights }, c, { variance: 1 });
        expect(leakyCosineMap(c, slope)).toBeCloseTo(map, 10);
      }
  });
});

describe("tailoredSlope", () => {
  test("takes orthogonal inputs to a cosine of 0.9 with the slopes .18138, .43052 and .57044 at 20, 50 and 100 layers", () => {
    const slopes = [20, 50, 100].map((depth) => tailoredSlope({ depth }).toFixed(5));
    expect(slopes).toEqual(["0.18138", "0.43052", "0.57044"]);
  });

  test("takes one cosine to the other in so many layers, and ReLU's orthogonal inputs go to .98786 in 50", () => {
    const end = (slope: number, from: number): number =>
      Array.from({ length: 50 }).reduce<number>((c) => leakyCosineMap(c, slope), from);
    expect(end(tailoredSlope({ depth: 50, from: -0.5, to: 0.6 }), -0.5)).toBeCloseTo(0.6, 10);
    expect(end(0, 0)).toBeCloseTo(0.98786, 5);
    expect(tailoredSlope({ depth: 3, from: 0.4, to: 0.4 })).toBe(1);
  });

  test("refuses a depth at which even ReLU stays below", () => {
    expect(() => tailoredSlope({ depth: 2 })).toThrow("tailoredSlope depth must be enough for ReLU to reach");
    expect(() => tailoredSlope({ depth: 5, from: 0.8, to: 0.7 })).toThrow("tailoredSlope from");
  });
});
