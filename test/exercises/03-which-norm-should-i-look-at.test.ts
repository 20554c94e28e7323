import { describe, expect, test } from "vitest";
import { mlp } from "../../src/architecture/net";
import { whichNormShouldILookAt as exercises } from "../../src/exercises/03-which-norm-should-i-look-at";
import { lecunNormal } from "../../src/initializers";
import { backpropagation } from "../../src/theory";

const right: Record<string, unknown> = {
  "03.twice-the-gain": 1_048_576,
  "03.nielsens-factor": 0.2045,
  "03.adams-first-step": 0.0548,
  "03.where-it-vanishes": "Sigmoid",
  "03.two-examples": 12,
  "03.one-rate-for-all": 4,
  "03.below-epsilon": 9.99e-6,
};

const typical: [id: string, answer: unknown, hint: RegExp][] = [
  ["03.twice-the-gain", 1, /How high/],
  ["03.twice-the-gain", 65_536, /what ‖δ⁵‖ does/],
  ["03.twice-the-gain", 16, /what ‖a⁴‖ does/],
  ["03.twice-the-gain", 2_097_152, /One doubling too many/],
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

  test("03.twice-the-gain is what a net with doubled weights does", () => {
    const [inputs, labels] = [Float32Array.of(1, -2), Int32Array.of(0)];
    const data = { name: "one point", inputs, labels, points: 1, features: 2, classes: 2 };
    const net = mlp({
      inputs: 2,
      depth: 20,
      width: 8,
      outputs: 2,
      activation: "relu",
      init: lecunNormal({ gain: 0.5 }),
      seed: 3,
    });
    const doubled = net.parameters.map(({ weights, biases }) => ({
      weights: weights.map((w) => 2 * w),
      biases,
    }));
    // With two classes the output's δ keeps its direction, and its length divides out.
    const relative = (): number => {
      const { layers } = backpropagation(net, data);
      return Math.hypot(...layers[4].weightGradient) / Math.hypot(...layers[20].biasGradient);
    };
    const before = relative();
    net.setParameters(doubled);
    expect(relative() / before / Number(right["03.twice-the-gain"])).toBeCloseTo(1, 6);
  });

  test.each(typical)("%s answers %s with a hint of its own", (id, answer, hint) => {
    expect(exercises[id].accepts(answer)).toBe(false);
    expect(exercises[id].hint(answer)).toMatch(hint);
  });
});
