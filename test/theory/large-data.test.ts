import { expect, test } from "vitest";
import { logScale } from "../../src/charts/parts/log-scale";
import { logSeries } from "../../src/charts/parts/log-series";
import type { Dataset } from "../../src/data/dataset";
import { agreement } from "../../src/theory/backpropagation/agreement";
import { norm } from "../../src/numerics/norm";
import { maximumMargin } from "../../src/theory/logistic/maximum-margin";

/** More than JavaScript takes as arguments of one call. */
const POINTS = 300_000;

test("whole data sets may be larger than what a call takes as arguments", () => {
  const inputs = Float32Array.from({ length: POINTS }, (_, i) => (i % 2 === 0 ? -1 - i / POINTS : 1 + i / POINTS));
  const labels = Int32Array.from({ length: POINTS }, (_, i) => i % 2);
  const data: Dataset = { name: "two", points: POINTS, features: 1, classes: 2, inputs, labels };
  // −1 and a little above 1 decide.
  expect(maximumMargin(data)![1]).toBeCloseTo(1, 4);
  const values = Array.from({ length: POINTS }, (_, i) => 10 ** -(i % 7));
  const scale = logScale({ values });
  expect(scale.floor()).toBeCloseTo(1e-7, 20);
  expect(logSeries({ name: "a", x: values, values, scale })).toHaveLength(1);
  expect(agreement({ a: values, b: values }).candidates[0]).toMatchObject({ worst: 0, finest: 1e-6 });
  expect(norm(values.map(() => 1))).toBeCloseTo(Math.sqrt(POINTS), 6);
}); // prettier-ignore

test("norm neither overflows nor underflows on the way", () => {
  expect(norm([3e200, 4e200]) / 5e200).toBeCloseTo(1, 12);
  expect(norm([3 * 10 ** -200, 4 * 10 ** -200]) / 10 ** -200 / 5).toBeCloseTo(1, 12);
  expect([norm([]), norm([0, 0]), norm([Infinity, 1])]).toEqual([0, 0, Infinity]);
  expect(norm([Number.NaN, 1])).toBeNaN();
});
