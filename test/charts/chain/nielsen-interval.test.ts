import { expect, test } from "vitest";
import { nielsenInterval } from "../../../src/charts/chain/nielsen-interval";
import { nielsenCurve } from "../../../src/theory/chain/nielsen-interval";
import type { Json } from "../../../src/charts/style/figure";
import { expectReadable, titleOf } from "../../support/readable-figure";

const figure = nielsenInterval([-5, 2, 4, 7, 30].map((w) => nielsenCurve(w)));

test("starts at the weight whose interval is widest, and says how wide", () => {
  expectReadable(figure);
  // Nielsen, chapter 5, problem: the width is 2/|w| · ln(|w|(1 + √(1 − 4/|w|))/2 − 1).
  const width = (2 / 7) * Math.log((7 * (1 + Math.sqrt(1 - 4 / 7))) / 2 - 1);
  expect(titleOf(figure)).toBe(
    `w = 7: the factor is at least 1<br>on an interval of width ${width.toFixed(3)}`,
  );
  expect(figure.data.filter(({ visible }) => visible === true)).toHaveLength(2);
});

test("each stop of the slider shows one weight's curve and the line at 1, under its own title", () => {
  const [{ steps }] = figure.layout["sliders"] as [{ steps: { args: [{ visible: boolean[] }, Json] }[] }];
  for (const { args } of steps) {
    expect(args[0].visible).toHaveLength(figure.data.length);
    expect(args[0].visible.filter(Boolean)).toHaveLength(3);
  }
  expect(new Set(steps.map(({ args }) => args[1]["title.text"])).size).toBe(5);
});
