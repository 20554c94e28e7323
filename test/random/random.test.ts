import { deviation, mean, shuffler } from "d3-array";
import { randomNormal } from "d3-random";
import { expect, test } from "vitest";
import { random } from "../../src/random/random";

const take = (count: number, draw: () => number): number[] => Array.from({ length: count }, draw);

test("the same seed and labels give the same stream, frozen across versions", () => {
  expect(take(3, random(7, "weights", 1).uniform)).toEqual(take(3, random(7, "weights", 1).uniform));
  expect(take(3, random(7, "weights", 1).normal)).toMatchInlineSnapshot(`
    [
      0.03957912827310099,
      -1.364877280508416,
      -0.482646038509059,
    ]
  `);
  expect(take(3, random(0).uniform)).toMatchInlineSnapshot(`
    [
      0.4589472397333938,
      0.06307624851134985,
      0.5599745674134609,
    ]
  `);
});

test("streams with other labels or neighbouring seeds are unrelated", () => {
  const correlation = (a: number[], b: number[]): number => mean(a.map((x, i) => x * b[i]))!;
  const base = take(10_000, random(1, "weights", 1).normal);
  for (const other of [random(1, "weights", 2), random(2, "weights", 1), random(1, "biases", 1)]) {
    // The standard error of a correlation of n pairs is 1/√n.
    expect(Math.abs(correlation(base, take(10_000, other.normal)))).toBeLessThan(4 / Math.sqrt(10_000));
  }
});

test("normal() has mean 0 and variance 1 within four standard errors", () => {
  const values = take(100_000, random(3, "moments").normal);
  expect(Math.abs(mean(values)!)).toBeLessThan(4 / Math.sqrt(1e5));
  expect(Math.abs(deviation(values)! ** 2 - 1)).toBeLessThan(4 * Math.sqrt(2 / 1e5));
});

test("normal() is what an independent implementation of the polar method makes of the same stream, to its logarithm's last digits", () => {
  const stream = random(5, "polar");
  const right = take(1001, randomNormal.source(stream.uniform)(0, 1));
  const errors = take(1001, random(5, "polar").normal).map((x, i) => Math.abs(x / right[i] - 1));
  expect(Math.max(...errors)).toBeLessThan(4 * Number.EPSILON);
});

test("uniform() stays in [0, 1) with mean ½ and variance 1/12", () => {
  const values = take(100_000, random(4, "moments").uniform);
  expect(Math.min(...values.slice(0, 1e4))).toBeGreaterThanOrEqual(0);
  expect(values.every((x) => x < 1)).toBe(true);
  expect(Math.abs(mean(values)! - 0.5)).toBeLessThan(4 / Math.sqrt(12e5));
});

test("shuffle() keeps every element", () => {
  const order = random(5).shuffle(Int32Array.from({ length: 100 }, (_, i) => i));
  expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i));
  expect([...order]).not.toEqual([...order].sort((a, b) => a - b));
});

test("shuffle() is d3's by the same stream", () => {
  for (const length of [0, 1, 2, 30]) {
    const values = Array.from({ length }, (_, i) => i);
    const { shuffle } = random(length);
    const theirs = shuffler(random(length).uniform);
    expect(shuffle([...values])).toEqual(theirs([...values]));
    expect(shuffle(Int32Array.from(values))).toEqual(Int32Array.from(theirs([...values])));
  }
});

test.each([-1, 1.5, Number.NaN, 2 ** 32])("random(%s) throws and names the rule", (seed) => {
  expect(() => random(seed)).toThrow("seed must be a whole number from 0 to 4294967295");
});
