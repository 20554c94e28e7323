import { expect, test } from "vitest";
import type { Figure } from "../../../src/charts/style/figure";
import { gradientThroughTime } from "../../../src/charts/through-time/gradient-through-time";
import type { RecurrentReport } from "../../../src/recurrent/measure-recurrent";

/** A report of time steps with these gradients. */
const report = (gradients: number[]): RecurrentReport =>
  ({
    description: { cell: "rnn" },
    steps: gradients.map((hiddenGradientRms, t) => ({ step: t + 1, hiddenGradientRms })),
  }) as unknown as RecurrentReport;

const titleOf = ({ layout }: Figure): string => (layout["title"] as { text: string }).text;
const title = (gradients: number[], theory?: number[]): string =>
  titleOf(gradientThroughTime(report(gradients), { ...(theory && { theory }) }));

/** Characters of the house font at 16 px that a telephone's 390 px hold. */
const WIDEST = 42;

test("the title states the measured factor per step, and fits on a telephone", () => {
  expect(title([0.125, 0.25, 0.5])).toBe("∂C/∂h shrinks going back in time:<br>×0.5 per step");
  expect(title([4, 2, 1], [1, 3, 9])).toBe(
    "∂C/∂h grows going back in time:<br>×2 per step; the bound allows ×3",
  );
  expect(title([1, 1, 1])).toMatch(/keeps its size/);
  for (const each of [[0.125, 0.25], [1, 1], [0], [NaN], [0, 1]])
    for (const line of title(each, [1, 0.123]).split("<br>"))
      expect(line.length, line).toBeLessThanOrEqual(WIDEST);
});

test("little per step is a trend when it is much over all of them", () => {
  expect(title(Array.from({ length: 201 }, (_, t) => 0.99 ** (200 - t)))).toMatch(/shrinks[^]*×0\.99/);
  expect(title(Array.from({ length: 201 }, (_, t) => 1.01 ** (200 - t)))).toMatch(/grows[^]*×1\.01/);
  expect(title(Array.from({ length: 11 }, (_, t) => 0.99 ** (10 - t)))).toMatch(/keeps its size/);
});

test("a last step without gradient, or with one that is no number, is said so in title and text", () => {
  expect(title([0, 0, 0])).toMatch(/last step's gradient is 0/);
  expect(gradientThroughTime(report([0, 0])).description).toContain("exactly 0 at the last step");
  expect(title([1, NaN])).toMatch(/not a finite number/);
  expect(gradientThroughTime(report([1, Infinity])).description).toContain("not finite at the last step");
});

test("steps that nothing reaches are marked, with one entry in the legend, and speak of steps", () => {
  const { data } = gradientThroughTime(report([0, 0, 1e-20, 1]));
  const zeros = data.filter(({ name }) => name === "exactly 0");
  expect(zeros).toMatchObject([{ x: [1, 2], showlegend: true }]);
  expect(zeros[0]["hovertemplate"]).toContain("step %{x}: exactly 0");
});
