import { describe, expect, it, test } from "vitest";
import { blobs } from "../../src/data/blobs";
import { circles } from "../../src/data/circles";
import type { Dataset } from "../../src/data/dataset";
import { moons } from "../../src/data/moons";
import { spirals } from "../../src/data/spirals";
import { xor } from "../../src/data/xor";
import { columnOf, counts, moments, rounded } from "./support";

const everyOne: [string, (options: { points?: number; seed: number }) => Dataset][] = [
  ["xor", xor],
  ["moons", moons],
  ["circles", circles],
  ["spirals", spirals],
  ["blobs", blobs],
];

describe.each(everyOne)("%s(options)", (name, make) => {
  it("is the same for the same seed, and another for another", () => {
    expect(make({ seed: 3 })).toEqual(make({ seed: 3 }));
    expect(make({ seed: 3 }).inputs).not.toEqual(make({ seed: 4 }).inputs);
  });
  it("keeps the numbers that it gave before", () => {
    expect(rounded(make({ points: 6, seed: 1 }).inputs)).toMatchSnapshot();
  });
  it.each([2, 3, 7, 400])("has %i points, shared out among the classes to within one", (points) => {
    const data = make({ points, seed: 1 });
    expect([data.points, data.labels.length, data.inputs.length]).toEqual([points, points, 2 * points]);
    const shares = counts(data);
    expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1);
    expect(data.inputs.every(Number.isFinite)).toBe(true);
  });
  it.runIf(name !== "xor")("has columns of mean 0 and variance 1", () => {
    for (const { mean, variance } of moments(make({ seed: 2 }))) {
      expect(mean).toBeCloseTo(0, 6);
      expect(variance).toBeCloseTo(1, 5);
    }
  });
  it.each([
    [{ points: 1, seed: 1 }, /points must be a whole number from 2 to 1000000; got 1$/],
    [{ points: 4.5, seed: 1 }, /points must be a whole number/],
    [{ seed: -1 }, /seed must be a whole number/],
    [{}, /seed must be a whole number/],
    [{ seed: 1, point: 4 }, /options has no such option; got "point"/],
  ])("refuses %j", (bad, message) => {
    expect(() => make(bad as never)).toThrow(message);
  });
});

describe("xor(options)", () => {
  it("without noise is the table of exclusive or", () => {
    const { inputs, labels } = xor({ points: 4, noise: 0, seed: 1 });
    expect([...inputs]).toEqual([-1, -1, -1, 1, 1, 1, 1, -1]);
    expect([...labels]).toEqual([0, 1, 0, 1]);
  });
  it("is separated by the sign of the product, while both classes have the same mean", () => {
    const data = xor({ points: 4000, noise: 0.15, seed: 2 });
    const [x, y] = [columnOf(data, 0), columnOf(data, 1)];
    expect(x.every((_, i) => x[i] * y[i] < 0 === (data.labels[i] === 1))).toBe(true);
    // Both classes have mean 0 in both columns: a linear rule gets no hold. Standard error √(1.0225/2000).
    for (const label of [0, 1]) {
      for (const column of [x, y]) {
        const values = column.filter((_, i) => data.labels[i] === label);
        expect(Math.abs(values.reduce((a, b) => a + b) / values.length)).toBeLessThan(4 * 0.0226);
      }
    }
  });
});

describe("circles(options)", () => {
  it.each([0.2, 0.5, 0.9])("without noise keeps the ratio %d of the radii", (inner) => {
    const data = circles({ points: 200, inner, noise: 0, seed: 1 });
    const radii = Array.from(columnOf(data, 0), (x, i) => Math.hypot(x, columnOf(data, 1)[i]));
    const outer = radii[0];
    // Both columns have the variance (1 + inner²)/4 before they are scaled to 1.
    expect(outer).toBeCloseTo(2 / Math.sqrt(1 + inner ** 2), 5);
    radii.forEach((r, i) => expect(r / outer).toBeCloseTo(data.labels[i] === 0 ? 1 : inner, 5));
  });
});

/** Stretches values so that they span from low to high. */
const spanning = (values: Float32Array, low: number, high: number): Float32Array => {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return values.map((v) => low + ((v - least) / (most - least)) * (high - low));
};

test("moons without noise lie on two circles of one radius, before the columns are scaled", () => {
  const data = moons({ points: 100, noise: 0, seed: 1 });
  const [x, y] = [columnOf(data, 0), columnOf(data, 1)];
  // The moons span −1 … 2 and −½ … 1, which undoes the standardization.
  const [across, up] = [spanning(x, -1, 2), spanning(y, -0.5, 1)];
  // With an even number per moon no point is at its very top, so the span is short by less than 0.1 %.
  data.labels.forEach((label, i) => {
    const centre = label === 0 ? [0, 0] : [1, 0.5];
    expect(Math.hypot(across[i] - centre[0], up[i] - centre[1])).toBeCloseTo(1, 2);
  });
});

describe("blobs(options)", () => {
  it("scatters equally around every centre", () => {
    const data = blobs({ points: 30_000, classes: 3, features: 2, spread: 0.2, seed: 5 });
    const spreads = [0, 1, 2].map((label) => {
      const values = columnOf(data, 0).filter((_, i) => data.labels[i] === label);
      const mean = values.reduce((a, b) => a + b) / values.length;
      return values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length;
    });
    // A variance estimated from n normals has the relative standard error √(2/n).
    for (const v of spreads) expect(Math.abs(v / spreads[0] - 1)).toBeLessThan(4 * Math.sqrt(4 / 1e4));
  });
  it("has as many features as asked for", () => {
    expect(blobs({ points: 10, features: 7, seed: 1 }).inputs.length).toBe(70);
  });
});
