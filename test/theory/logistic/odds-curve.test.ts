import { describe, expect, it } from "vitest";
import { logit, odds } from "../../../src/theory/logistic/odds";
import { oddsCurve } from "../../../src/theory/logistic/odds-curve";

describe("oddsCurve(probability)", () => {
  it("has the probability's odds and logit, and those of its opposite, inverted and negated", () => {
    const { points, place, opposite } = oddsCurve(0.8);
    expect(points[place].odds).toBeCloseTo(4, 12);
    expect(points[place].logit).toBeCloseTo(Math.log(4), 12);
    expect(opposite.odds).toBeCloseTo(1 / 4, 12);
    expect(opposite.logit).toBeCloseTo(-Math.log(4), 12);
  });
  it("holds the one asked for among 99 probabilities from 0.01 to 0.99, also where it is none of them", () => {
    for (const probability of [0.01, 0.123456, 0.5, 0.99]) {
      const { points, place } = oddsCurve(probability);
      expect(points).toHaveLength(99);
      expect(points[place].probability).toBe(probability);
      points.forEach((point, i) => i === place || expect(point.probability).toBeCloseTo((i + 1) / 100, 12));
    }
  });
  it("has a curve on which odds and logit are those of the probability", () => {
    const { curve } = oddsCurve();
    expect([curve[0].logit, curve.at(-1)!.logit]).toEqual([-6, 6]);
    for (const point of curve) {
      expect(point.odds / odds(point.probability)).toBeCloseTo(1, 12);
      expect(point.logit).toBeCloseTo(logit(point.probability), 12);
    }
  });
});
