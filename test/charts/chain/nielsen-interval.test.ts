import { expect, test } from "vitest";
import { nielsenInterval } from "../../../src/charts/chain/nielsen-interval";
import { nielsenCurve } from "../../../src/theory/chain/nielsen-interval";
import type { Figure, Json } from "../../../src/charts/style/figure";
import { expectReadable, expectSliderStarts, titleOf } from "../../support/readable-figure";

const chart = (...weights: number[]): Figure => nielsenInterval(weights.map((w) => nielsenCurve(w)));
const figure = chart(-5, 2, 4, 7, 30);

test("starts at the weight whose interval is widest, and says how wide", () => {
  expectReadable(figure);
  expectSliderStarts(figure);
  // Nielsen, chapter 5, problem: the width is 2/|w| · ln(|w|(1 + √(1 − 4/|w|))/2 − 1).
  const width = (2 / 7) * Math.log((7 * (1 + Math.sqrt(1 - 4 / 7))) / 2 - 1);
  expect(titleOf(figure)).toBe(
    `The factor is at least 1 on a width<br>of at most ${width.toFixed(3)}, at w = 7`,
  );
  expect(titleOf(chart(2, 4))).toContain("None of these weights");
});

test("each stop of the slider draws one weight's curve, fills it where it is at least 1, and says where that is", () => {
  const [{ steps }] = figure.layout["sliders"] as [{ steps: { label: string }[] }];
  expect(steps.map(({ label }) => label)).toEqual([
    expect.stringMatching(/^w = −5: at least 1 on a width of 0\.\d+$/),
    "w = 2: never 1, at most |w|/4 = 0.5",
    "w = 4: at least 1 at one input",
    expect.stringMatching(/^w = 7/),
    expect.stringMatching(/^w = 30/),
  ]);
  const frames = figure.frames as unknown as { data: [Json, Json] }[];
  for (const [i, { data }] of frames.entries()) {
    const [filled, whole] = data.map(({ y }) => y as (number | null)[]);
    expect(Math.max(...(whole as number[]))).toBeCloseTo([1.25, 0.5, 1, 1.75, 7.5][i], 2);
    for (const factor of filled.filter((y) => y !== null)) expect(factor).toBeGreaterThan(1 - 1e-9);
    expect(filled.filter((y) => y !== null).length > 0).toBe(i !== 1);
  }
});
