import { describe, expect, test } from "vitest";
import { howLargeShouldWeightsBe as exercises } from "../../src/exercises/05-how-large-should-weights-be";
import { describeAnswers, type Wrong } from "../support/answers";

const right: Record<string, number> = {
  "05.predict-default": 0.408,
  "05.funnel": Math.SQRT1_2,
  "05.leaky-gain": 1.882,
  "05.absolute-value": 1,
  "05.uniform-limit": 0.25,
  "05.truncated-at-one": 0.54,
};

const WRONG: Wrong[] = [
  ["predict-default", Math.SQRT1_2, /variance of 1\/n/],
  ["predict-default", 0.577, /What do ReLU's slopes take/],
  ["predict-default", 0.1667, /mean square/],
  ["predict-default", 1, /name Kaiming/],
  ["funnel", 1, /equal widths/],
  ["funnel", 0.5, /mean square/],
  ["funnel", Math.SQRT2, /other way round/],
  ["leaky-gain", 2, /That is ReLU's/],
  ["leaky-gain", 1.6, /averages the slopes/],
  ["leaky-gain", 1.28, /square of a sum/],
  ["leaky-gain", 1.372, /That is the gain/],
  ["leaky-gain", 0.531, /make up for it/],
  ["absolute-value", 2, /half of its slopes are 0/],
  ["absolute-value", 0.5, /nothing gained/],
  ["uniform-limit", 0.1443, /standard deviation/],
  ["uniform-limit", 0.5, /whole length/],
  ["uniform-limit", 0.10206, /PyTorch/],
  ["truncated-at-one", 0.291, /share of the variance/],
  ["truncated-at-one", 0.8796, /two deviations/],
  ["truncated-at-one", 0.3815, /already/],
];

describe("the exercises of notebook 05", () => {
  const answers = Object.fromEntries(Object.entries(right).map(([id, answer]) => [id, [answer]]));
  describeAnswers("05", exercises, { right: answers, wrong: WRONG });

  test.each(Object.entries(exercises))(
    "%s has a worked solution that ends at the answer",
    (id, { solution }) => {
      const last = solution!().join(" ").match(/\d+(\.\d+)?/g)!.map(Number); // prettier-ignore
      expect(last.some((value) => Math.abs(value - right[id]) < 0.005 * right[id])).toBe(true);
    },
  );
});
