import { expect, test } from "vitest";
import { onePerGroup } from "../../../src/charts/parts/legend";
import { logScale } from "../../../src/charts/parts/log-scale";
import { logSeries } from "../../../src/charts/parts/log-series";

test("numbers that float64 holds are drawn as they are; zeros are crosses a decade below the smallest", () => {
  const values = [-1e-3, 0, 0.5, Number.NaN, Infinity];
  const scale = logScale({ values });
  const [line, zeros, ...rest] = logSeries({ name: "a", x: [1, 2, 3, 4, 5], values, scale });
  expect(line["y"]).toEqual([1e-3, null, 0.5, null, null]);
  expect(zeros).toMatchObject({ x: [2], name: "exactly 0", marker: { symbol: "x-thin" } });
  expect((zeros["y"] as number[])[0]).toBeCloseTo(1e-4, 12);
  expect(rest).toEqual([]);
  expect(scale.axis("size")).toMatchObject({ type: "log", title: { text: "size" } });
});

test("beyond float64 the logarithms are drawn, on a linear axis that says so, zeros below them all", () => {
  const sizes = { values: [0, 0, 1], log10: [-400, -Infinity, 0] };
  const scale = logScale(sizes);
  const [line, zeros] = logSeries({ name: "a", x: [1, 2, 3], scale, ...sizes });
  expect(line["y"]).toEqual([-400, null, 0]);
  expect((zeros["y"] as number[])[0]).toBeLessThan(-400);
  expect(scale.axis("size")).toEqual({ title: { text: "log₁₀ of size" } });
});

test("one series beyond float64 puts all others on its scale", () => {
  const scale = logScale({ values: [1, 10] }, { values: [0], log10: [-310] });
  expect(scale.places({ values: [1, 10] })).toEqual([0, 1]);
});

test("the smallest float64 is on the log axis' far side, and nothing at all has a place too", () => {
  expect(logScale({ values: [Number.MIN_VALUE] }).floor()).toBeLessThan(-324);
  expect(logScale({ values: [0, Number.NaN] }).floor()).toBe(0.1);
  expect(logScale().floor()).toBe(0.1);
});

test("zeros of all series of a chart share an entry in its legend", () => {
  const values = [0, 1];
  const scale = logScale({ values });
  const traces = onePerGroup(["a", "b"].flatMap((name) => logSeries({ name, x: [1, 2], values, scale })));
  expect(traces.filter(({ name }) => name === "exactly 0").map(({ showlegend }) => showlegend)).toEqual([true, false]); // prettier-ignore
});
