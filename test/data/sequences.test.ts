import { describe, expect, it } from "vitest";
import { adding } from "../../src/data/adding";
import { batchOf } from "../../src/data/batch";
import { requireDataset } from "../../src/data/dataset";
import { delayedRecall } from "../../src/data/delayed-recall";
import { counts, rounded } from "./support";

describe("adding(options)", () => {
  const data = adding({ points: 2000, steps: 20, seed: 1 });
  const sequence = (i: number): Float32Array => data.inputs.subarray(i * 40, (i + 1) * 40);

  it("marks one step in each half, and its target is the sum of the two marked numbers", () => {
    for (let i = 0; i < data.points; i++) {
      const marked = [...Array(20).keys()].filter((t) => sequence(i)[2 * t + 1] === 1);
      expect(marked.map((t) => Math.floor(t / 10))).toEqual([0, 1]);
      expect(data.targets![i]).toBeCloseTo(sequence(i)[2 * marked[0]] + sequence(i)[2 * marked[1]], 6);
    }
    expect(data.inputs.filter((_, k) => k % 2 === 1).reduce((a, b) => a + b)).toBe(2 * data.points);
  });
  it("has numbers from [0, 1), so that answering 1 has the squared error 1/6", () => {
    const squares = Array.from(data.targets!, (y) => (y - 1) ** 2);
    const mean = squares.reduce((a, b) => a + b) / squares.length;
    // (Y−1)² of a sum of two uniforms has the variance 1/15 − 1/36.
    expect(Math.abs(mean - 1 / 6)).toBeLessThan(4 * Math.sqrt((1 / 15 - 1 / 36) / data.points));
    expect(data.inputs.every((x) => x >= 0 && x <= 1)).toBe(true);
  });
  it("is seeded, and keeps the numbers that it gave before", () => {
    expect(adding({ points: 4, steps: 3, seed: 2 })).toEqual(adding({ points: 4, steps: 3, seed: 2 }));
    expect(rounded(adding({ points: 2, steps: 3, seed: 1 }).inputs)).toMatchSnapshot();
  });
  it("keeps sequences and targets together in a batch", () => {
    const batch = batchOf(data, Int32Array.of(5, 3));
    expect(batch.inputs).toEqual(Float32Array.from([...sequence(5), ...sequence(3)]));
    expect(batch.targets).toEqual(Float32Array.of(data.targets![5], data.targets![3]));
    expect(batch.labels.length).toBe(0);
  });
  it("does not pass for the data of a net without time", () => {
    expect(() =>
      requireDataset(data, { inputs: 2, outputs: 2, output: { name: "softmax" }, loss: "crossEntropy" }),
    ).toThrow('data must not be sequences for such a net; got "adding"');
  });
  it.each([
    [{ steps: 1, seed: 1 }, "adding steps must be a whole number from 2 to 10000; got 1"],
    [{ points: 1e6, steps: 1e4, seed: 1 }, "adding points × steps must be a finite number up to 20000000"],
    [{ noise: 1, seed: 1 }, "adding options has no such option"],
  ])("refuses %j", (bad, message) => {
    expect(() => adding(bad as never)).toThrow(message);
  });
});

describe("delayedRecall(options)", () => {
  const data = delayedRecall({ points: 90, delay: 4, classes: 3, seed: 1 });

  it("shows the symbol first, the cue last, and only noise between them", () => {
    expect([data.steps, data.features]).toEqual([6, 4]);
    for (let i = 0; i < data.points; i++) {
      const steps = [...Array(6).keys()].map((t) =>
        data.inputs.subarray((i * 6 + t) * 4, (i * 6 + t + 1) * 4),
      );
      expect([...steps[0]]).toEqual([0, 1, 2, 3].map((j) => (j === data.labels[i] ? 1 : 0)));
      expect([...steps[5]]).toEqual([0, 0, 0, 1]);
      for (const step of steps.slice(1, 5)) expect(step[3]).toBe(0);
    }
    expect(counts(data)).toEqual([30, 30, 30]);
  });
  it("hides nothing of the class in the delay: with noise 0 it is silent", () => {
    const { inputs } = delayedRecall({ points: 2, delay: 5, noise: 0, seed: 1 });
    expect(inputs.reduce((a, b) => a + b)).toBe(4);
  });
  it("is seeded, and keeps the numbers that it gave before", () => {
    expect(rounded(delayedRecall({ points: 2, delay: 1, seed: 1 }).inputs)).toMatchSnapshot();
  });
  it("may have no delay, but not a negative one", () => {
    expect(delayedRecall({ delay: 0, seed: 1 }).steps).toBe(2);
    expect(() => delayedRecall({ delay: -1, seed: 1 })).toThrow("from 0 to 10000; got -1");
  });
});
