import * as d3 from "d3-array";
import fc from "fast-check";
import { expect, test } from "vitest";
import { deviation, max, maxIndex, meanOf, median, min, minIndex } from "../../src/numerics/summary";

const some = [1, 1, 2, 0, -3, 1e300, Infinity, -Infinity, Number.NaN, undefined, 0.1];
const list = fc.array(fc.oneof(fc.constantFrom(...some), fc.double({ min: -9, max: 9 })), { maxLength: 12 });

type Summary = (values: ArrayLike<number | undefined>) => number | undefined;
type Theirs = (values: Iterable<number | undefined>) => number | undefined;

test.each<[string, Summary, Theirs]>([
  ["min", min, d3.min],
  ["max", max, d3.max],
  ["meanOf", meanOf, d3.mean],
  ["median", median, d3.median],
  ["deviation", deviation, d3.deviation],
])("%s of what numbers a list has is d3's, bit for bit, and undefined without any", (_, ours, theirs) => {
  const check = (values: (number | undefined)[]): void => {
    expect(ours(values)).toBe(theirs(values));
  };
  fc.assert(fc.property(list, check));
  for (const few of [[], [Number.NaN, undefined], [3]]) expect(ours(few)).toBe(theirs(few));
  expect(ours(Float64Array.of(4, Number.NaN, 1.5, 2))).toBe(theirs([4, Number.NaN, 1.5, 2]));
});

test("minIndex and maxIndex are the first place with the least and the greatest value, and −1 without any", () => {
  const valueOf = (value: number | undefined): number => value!;
  const check = (values: (number | undefined)[]): void => {
    expect(minIndex(values, valueOf)).toBe(d3.minIndex(values, valueOf));
    expect(maxIndex(values, valueOf)).toBe(d3.maxIndex(values, valueOf));
  };
  fc.assert(fc.property(list, check));
});
