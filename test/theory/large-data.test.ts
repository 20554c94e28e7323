import { expect, test } from "vitest";
import { logSeries, floorBelow } from "../../src/charts/log-series";
import type { Dataset } from "../../src/data/dataset";
import { agreement } from "../../src/theory/agreement";
import { length } from "../../src/theory/cost";
import { maximumMargin } from "../../src/theory/maximum-margin";

/** More than JavaScript takes as arguments of one call. */
const POINTS = 300_000;

test("whole data sets may be larger than what a call takes as arguments", () => {
  const inputs = Float32Array.from({ length: POINTS }, (_, i) => (i % 2 === 0 ? -1 - i / POINTS : 1 + i / POINTS));
  const labels = Int32Array.from({ length: POINTS }, (_, i) => i % 2);
  const data: Dataset = { name: "two", points: POINTS, features: 1, classes: 2, inputs, labels };
  // −1 and a little above 1 decide.
  expect(maximumMargin(data)![1]).toBeCloseTo(1, 4);
  const values = Array.from({ length: POINTS }, (_, i) => 10 ** -(i % 7));
  expect(floorBelow(values)).toBeCloseTo(1e-7, 20);
  expect(logSeries({ name: "a", x: values, values })).toHaveLength(1);
  expect(agreement({ a: values, b: values }).candidates[0]).toMatchObject({ worst: 0, finest: 1e-6 });
  expect(length(values.map(() => 1))).toBeCloseTo(Math.sqrt(POINTS), 6);
}); // prettier-ignore

test("length neither overflows nor underflows on the way", () => {
  expect(length([3e200, 4e200]) / 5e200).toBeCloseTo(1, 12);
  expect(length([3 * 10 ** -200, 4 * 10 ** -200]) / 10 ** -200 / 5).toBeCloseTo(1, 12);
  expect([length([]), length([0, 0]), length([Infinity, 1])]).toEqual([0, 0, Infinity]);
  expect(length([Number.NaN, 1])).toBeNaN();
});
