import { expect, test } from "vitest";
import { softmaxSlope } from "../../../src/charts/logistic/softmax-slope";
import { softmaxSweep } from "../../../src/theory/logistic/softmax";
import { pretty } from "../../../src/charts/style/figure";
import { expectReadable, messageOf } from "../../support/readable-figure";
import { expectTrueWords } from "../../support/true-figure";

test("draws what gets through softmax under the bound ½, for several numbers of logits", () => {
  const sweeps = [2, 10, 100].map((keys) => softmaxSweep({ keys }));
  const figure = softmaxSlope(sweeps);
  expectReadable(figure);
  expectTrueWords(figure);
  const [bound, ...curves] = figure.data;
  expect(bound["y"]).toEqual([0.5, 0.5]);
  expect(curves.map(({ name }) => name)).toEqual(["2 logits", "10 logits", "100 logits"]);
  for (const { y } of curves)
    for (const value of y as number[]) expect(value).toBeLessThanOrEqual(0.5 + 1e-12);
  const last = Math.max(...sweeps.map(({ spectralNorms }) => spectralNorms.at(-1)!));
  expect(messageOf(figure)).toContain(`and ${pretty(last, 2)} at t = 12`);
});

test("refuses no sweep", () => {
  expect(() => softmaxSlope([])).toThrow("charts.softmaxSlope sweeps must be a list of at least 1");
});
