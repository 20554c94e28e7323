import { describe, expect, test } from "vitest";
import { howLargeShouldWeightsBe as exercises } from "../../src/exercises/05-how-large-should-weights-be";

const right: Record<string, number> = {
  "05.predict-default": 0.408,
  "05.funnel": Math.SQRT1_2,
  "05.leaky-gain": 1.882,
  "05.absolute-value": 1,
  "05.uniform-limit": 0.25,
  "05.truncated-at-one": 0.54,
};

const typical: [id: string, answer: number, hint: RegExp][] = [
  ["05.predict-default", Math.SQRT1_2, /variance of 1\/n/],
  ["05.predict-default", 0.577, /What do ReLU's slopes take/],
  ["05.predict-default", 0.1667, /mean square/],
  ["05.predict-default", 1, /name Kaiming/],
  ["05.funnel", 1, /equal widths/],
  ["05.funnel", 0.5, /mean square/],
  ["05.funnel", Math.SQRT2, /other way round/],
  ["05.leaky-gain", 2, /That is ReLU's/],
  ["05.leaky-gain", 1.6, /averages the slopes/],
  ["05.leaky-gain", 1.28, /square of a sum/],
  ["05.leaky-gain", 1.372, /That is the gain/],
  ["05.leaky-gain", 0.531, /make up for it/],
  ["05.absolute-value", 2, /half of its slopes are 0/],
  ["05.absolute-value", 0.5, /nothing gained/],
  ["05.uniform-limit", 0.1443, /standard deviation/],
  ["05.uniform-limit", 0.5, /whole length/],
  ["05.uniform-limit", 0.10206, /PyTorch/],
  ["05.truncated-at-one", 0.291, /share of the variance/],
  ["05.truncated-at-one", 0.8796, /two deviations/],
  ["05.truncated-at-one", 0.3815, /already/],
];

describe("the exercises of notebook 05", () => {
  test.each(Object.entries(right))("%s accepts %s", (id, answer) => {
    expect(exercises[id].accepts(answer)).toBe(true);
  });

  test("has an answer here for each of them", () => {
    expect(Object.keys(exercises).toSorted()).toEqual(Object.keys(right).toSorted());
  });

  test.each(typical)("%s answers %s with a hint of its own", (id, answer, hint) => {
    expect(exercises[id].accepts(answer)).toBe(false);
    expect(exercises[id].hint(answer)).toMatch(hint);
  });

  test.each(Object.entries(exercises))(
    "%s has a worked solution that ends at the answer",
    (id, { solution }) => {
      const last = solution!().join(" ").match(/\d+(\.\d+)?/g)!.map(Number); // prettier-ignore
      expect(last.some((value) => Math.abs(value - right[id]) < 0.005 * right[id])).toBe(true);
    },
  );
});
