import { describe, expect, it } from "vitest";
import { binaryTable, standardized } from "../../../src/data/binary-table";
import type { Dataset } from "../../../src/data/dataset";
import { iris } from "../../../src/data/iris";
import { oRings } from "../../../src/data/o-rings";
import { likelihoodSurface } from "../../../src/theory/logistic/likelihood-surface";
import { logisticAscent, settledAt } from "../../../src/theory/logistic/logistic-ascent";
import { logLikelihood } from "../../../src/theory/logistic/logistic-likelihood";
import { logisticRegression } from "../../../src/theory/logistic/logistic-regression";
import { maximumMargin } from "../../../src/theory/logistic/maximum-margin";

describe("logisticAscent(data)", () => {
  it("tells a listener the share of its steps now and then, up to all of them", () => {
    const shares: number[] = [];
    logisticAscent(oRings(), { steps: 4000, rate: 1e-4, onProgress: (share) => shares.push(share) });
    expect(shares).toEqual([0.25, 0.5, 0.75, 1]);
  });

  it("reaches Newton's maximum, more slowly", () => {
    const data = standardized(oRings());
    const fit = logisticRegression(data);
    const climb = logisticAscent(data, { rate: 1, steps: 2000 });
    climb.weights.at(-1)!.forEach((w, j) => expect(w).toBeCloseTo(fit.weights[j], 6));
    expect(settledAt(climb.logLikelihood, fit.logLikelihood, 1e-6)).toBeGreaterThan(fit.iterations);
  });
  it("grows like ‖ŵ‖ ln t on separable data: the share of that slope rises to 1", () => {
    const slopes = (data: Dataset, ends: number[]): number[] => {
      const { weights } = logisticAscent(data, { rate: 1, steps: ends.at(-1)! });
      const norms = ends.map((step) => Math.hypot(...weights[step]));
      const length = Math.hypot(...maximumMargin(data)!);
      return norms.slice(1).map((norm, i) => (norm - norms[i]) / Math.log(ends[i + 1] / ends[i]) / length);
    };
    const twoPoints = binaryTable({ name: "pair", row: "row", column: "x", outcome: "y" }, [[-1, 0], [1, 1]]); // prettier-ignore
    expect(slopes(twoPoints, [1000, 10_000])[0]).toBeCloseTo(1, 2);
    const shares = slopes(standardized(iris("setosa")), [10, 100, 1000, 10_000]);
    shares.slice(1).forEach((share, i) => expect(share).toBeGreaterThan(shares[i]));
    expect(shares.every((share) => share < 1)).toBe(true);
  });
});

describe("settledAt(values, target, tolerance)", () => {
  it("is the first step after which no value leaves again", () => {
    expect(settledAt([0, 5, 9, 5, 5], 5, 1)).toBe(3);
    expect(settledAt([0, 1], 5, 1)).toBeUndefined();
  });
});

describe("maximumMargin(data)", () => {
  const words = { name: "test", row: "row", column: "x", outcome: "y" };
  it("is (0, 1/d) for classes at −d and d, whichever comes first", () => {
    const toLength = (zero: number, one: number): number[] =>
      maximumMargin(binaryTable(words, [[zero, 0], [one, 1]]))!.map((w) => w + 0); // prettier-ignore
    expect(toLength(-2, 2)).toEqual([0, 0.5]);
    expect(toLength(2, -2)).toEqual([0, -0.5]);
  });
  it("is no longer than any other vector that keeps the margins", () => {
    for (const [zero, one] of [
      [-0.66, 0.1],
      [1, 2],
      [-3, -0.1],
      [4, 1],
    ]) {
      // prettier-ignore
      const [w0, w1] = maximumMargin(binaryTable(words, [[zero, 0], [one, 1]]))!; // prettier-ignore
      let shortest = Infinity;
      for (let a = -10; a <= 10; a += 0.02) {
        for (let b = -10; b <= 10; b += 0.02) {
          if (a + b * zero <= -1 && a + b * one >= 1) shortest = Math.min(shortest, Math.hypot(a, b));
        }
      }
      expect(Math.hypot(w0, w1)).toBeLessThanOrEqual(shortest + 1e-9);
      expect(Math.hypot(w0, w1)).toBeGreaterThan(shortest - 0.05);
      expect(w0 + w1 * zero).toBeLessThanOrEqual(-1 + 1e-5);
      expect(w0 + w1 * one).toBeGreaterThanOrEqual(1 - 1e-5);
    }
  });
  it("does not exist where the classes overlap", () => expect(maximumMargin(oRings())).toBeUndefined());
});

describe("likelihoodSurface(data, around)", () => {
  it("holds ℓ on a grid that contains the points with room around them", () => {
    const data = standardized(oRings());
    const { intercepts, slopes, logLikelihood: values } = likelihoodSurface(data, [[0, 0], [-1, -2]]); // prettier-ignore
    expect(intercepts[0]).toBeLessThan(-1);
    expect(slopes.at(-1)).toBeGreaterThan(0);
    expect(values[7][11]).toBe(logLikelihood(data, [intercepts[11], slopes[7]]));
  });
});
