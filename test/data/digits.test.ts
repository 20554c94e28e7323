import { describe, expect, it } from "vitest";
import { type Dataset, meanSquare } from "../../src/data/dataset";
import { digits } from "../../src/data/digits";
import { mnist, mnistFirst1000 } from "../../src/data/mnist";
import { counts, rounded } from "./support";

const pixels = (data: Dataset, i: number): Float32Array => data.inputs.subarray(i * 784, (i + 1) * 784);

const distance = (mean: Float64Array, image: Float32Array): number =>
  mean.reduce((sum, m, k) => sum + (m - image[k]) ** 2, 0);

/** The share of points whose nearest class mean is their own class's. */
function nearestMean(train: Dataset, test: Dataset): number {
  const means = Array.from({ length: 10 }, () => new Float64Array(784));
  const sizes = counts(train);
  train.labels.forEach((label, i) =>
    pixels(train, i).forEach((x, k) => (means[label][k] += x / sizes[label])),
  );
  const right = test.labels.filter((label, i) => {
    const distances = means.map((mean) => distance(mean, pixels(test, i)));
    return distances.indexOf(Math.min(...distances)) === label;
  });
  return right.length / test.points;
}

describe("digits(options)", () => {
  it.each([1, 2, 3])("has a mean square of about 0.1, as MNIST (seed %i)", (seed) => {
    const data = digits({ points: 300, seed });
    expect(meanSquare(data)).toBeGreaterThan(0.08);
    expect(meanSquare(data)).toBeLessThan(0.13);
    expect(data.inputs.every((x) => x >= 0 && x <= 1)).toBe(true);
    expect(counts(data)).toEqual(Array(10).fill(30));
  });
  it("has classes neither trivial nor hopeless: the nearest class mean is right for 75 to 99 % (MNIST: 82 %)", () => {
    const share = nearestMean(digits({ points: 600, seed: 1 }), digits({ points: 300, seed: 2 }));
    expect(share).toBeGreaterThan(0.75);
    expect(share).toBeLessThan(0.99);
  });
  it("without variation and noise draws each digit one way, well inside the image", () => {
    const data = digits({ points: 20, variation: 0, noise: 0, seed: 1 });
    for (let digit = 0; digit < 10; digit++) {
      expect(pixels(data, digit)).toEqual(pixels(data, digit + 10));
      const edge = pixels(data, digit).filter((_, k) => k < 56 || k >= 728 || k % 28 < 2 || k % 28 > 25);
      expect(edge.every((x) => x === 0)).toBe(true);
    }
    // Seen upright, a 7 has its bar above: more ink in the upper half than in the lower.
    const halves = [0, 392].map((start) =>
      pixels(data, 7)
        .slice(start, start + 392)
        .reduce((a, b) => a + b),
    );
    expect(halves[0]).toBeGreaterThan(halves[1]);
  });
  it("is seeded, and keeps the numbers that it gave before", () => {
    expect(digits({ points: 3, seed: 9 })).toEqual(digits({ points: 3, seed: 9 }));
    expect(rounded(pixels(digits({ points: 4, seed: 1 }), 3).subarray(14 * 28, 15 * 28))).toMatchSnapshot();
  });
  it.each([
    [{ points: 0, seed: 1 }, "digits points must be a whole number from 1 to 60000; got 0"],
    [{ noise: -1, seed: 1 }, "digits noise must be a finite number from 0 to 1; got -1"],
    [{ thickness: 2, seed: 1 }, "digits options has no such option"],
    [{}, "seed must be a whole number"],
  ])("refuses %j", (bad, message) => {
    expect(() => digits(bad as never)).toThrow(message);
  });
});

describe("mnist", () => {
  const first = mnistFirst1000();
  const some = mnist({ points: 2000, seed: 1 });
  it("starts the fives with the first training image, whose sixth row is known", () => {
    const five = pixels(first, 97 + 116 + 99 + 93 + 105);
    const row = Array.from(five.subarray(5 * 28 + 12, 5 * 28 + 24), (x) => Math.round(x * 255));
    expect(row).toEqual([3, 18, 18, 18, 126, 136, 175, 26, 166, 255, 247, 127]);
  });
  it("has the first 1000 training images' published counts of each digit", () => {
    expect(counts(first)).toEqual([97, 116, 99, 93, 105, 92, 94, 117, 87, 100]);
  });
  it("has the mean 0.131 and the mean square 0.112 of the whole training set", () => {
    expect(Math.abs(meanSquare(some) - (0.1307 ** 2 + 0.3081 ** 2))).toBeLessThan(0.004);
    expect(Math.abs(some.inputs.reduce((a, b) => a + b) / some.inputs.length - 0.1307)).toBeLessThan(0.004);
  });
  it("draws without repetition, by its seed", () => {
    expect(new Set(Array.from({ length: 2000 }, (_, i) => pixels(some, i).join())).size).toBe(2000);
    expect(mnist({ points: 500, seed: 1 }).labels).toEqual(some.labels.slice(0, 500));
    expect(mnist({ points: 500, seed: 2 }).labels).not.toEqual(some.labels.slice(0, 500));
    expect(() => mnist({ points: 10_001, seed: 1 })).toThrow("from 1 to 10000; got 10001");
  });
});
