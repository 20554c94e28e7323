import { describe, expect, test } from "vitest";
import { whichNormShouldILookAt as exercises } from "../../src/exercises/03-which-norm-should-i-look-at";

const right: Record<string, unknown> = {
  "03.twice-the-gain": 1,
  "03.nielsens-factor": 0.2045,
  "03.adams-first-step": 0.0548,
  "03.where-it-vanishes": "Sigmoid",
  "03.two-examples": 12,
  "03.one-rate-for-all": 4,
  "03.below-epsilon": 9.99e-6,
};

const typical: [id: string, answer: unknown, hint: RegExp][] = [
  ["03.twice-the-gain", Math.SQRT2, /what ‖δ‖ does/],
  ["03.twice-the-gain", Math.SQRT1_2, /what ‖a‖ does/],
  ["03.twice-the-gain", 2, /mean square of δ/],
  ["03.nielsens-factor", 0.0423, /A norm is a root/],
  ["03.nielsens-factor", 0.236, /whose biases are 0/],
  ["03.nielsens-factor", 0.25, /largest slope/],
  ["03.adams-first-step", 0.01, /if the weights had size 1/],
  ["03.adams-first-step", 0.3, /root of its variance/],
  ["03.adams-first-step", 0.001826, /Upside down/],
  ["03.where-it-vanishes", "tanh", /three times as large/],
  ["03.where-it-vanishes", "both", /One of them grows/],
  ["03.where-it-vanishes", "neither", /over 20 layers/],
  ["03.two-examples", 15, /which is the bound/],
  ["03.two-examples", 24, /the mean over the batch/],
  ["03.one-rate-for-all", 200, /That is the rate/],
  ["03.one-rate-for-all", 2.5e-7, /suits the last/],
  ["03.one-rate-for-all", 0.02, /at rate 1/],
  ["03.below-epsilon", 0.01, /far above ε/],
  ["03.below-epsilon", 1e-13, /That is gradient descent/],
];

describe("the exercises of notebook 03", () => {
  test.each(Object.entries(right))("%s accepts %s, and its worked solution ends there", (id, answer) => {
    expect(exercises[id].accepts(answer)).toBe(true);
    const lines = exercises[id].solution!();
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.join("\n")).not.toMatch(/NaN|undefined|e-\d/);
  });

  test("has an answer here for each of them", () => {
    expect(Object.keys(exercises).toSorted()).toEqual(Object.keys(right).toSorted());
  });

  test.each(typical)("%s answers %s with a hint of its own", (id, answer, hint) => {
    expect(exercises[id].accepts(answer)).toBe(false);
    expect(exercises[id].hint(answer)).toMatch(hint);
  });
});
