import { expect, test } from "vitest";
import { jacobianGrowth } from "../../../src/charts/through-time/jacobian-growth";
import { titleOf } from "../../support/readable-figure";

const line = (gain: number, slope: number) => ({
  gain,
  steps: [1, 2, 3, 4],
  logNorms: [1, 2, 3, 4].map((T) => slope * T + 0.5),
  spread: [0.1, 0.1, 0.1, 0.2],
  exponent: slope,
  meanField: slope / 2,
});
const figure = jacobianGrowth([line(0.5, -0.7), line(2, 0.2)]);

test("a line for each gain, and beside it mean field's slope", () => {
  const [band, measured, theory] = figure.data;
  expect((band["y"] as number[])[3]).toBeCloseTo(-0.7 * 4 + 0.5 + 0.2, 12);
  expect(measured["y"]).toEqual([1, 2, 3, 4].map((T) => -0.7 * T + 0.5));
  const [from, to] = theory["y"] as number[];
  expect((to - from) / 4).toBeCloseTo(-0.35, 12);
});

test("the title has every slope with its gain, and needs at least one", () => {
  expect(titleOf(figure)).toBe("Slope per step at each gain:<br>−0.7 (0.5), 0.2 (2)");
  expect(figure.description).toContain("at gain 2 a slope of 0.2 (mean field 0.1)");
  expect(() => jacobianGrowth([])).toThrow(/jacobianGrowth/);
});

test("gains stand beside the ends of their lines, where nothing else is drawn", () => {
  const texts = figure.data.filter(({ mode }) => mode === "text");
  expect(texts.map(({ x, y, text, textposition }) => [x, y, text, textposition])).toEqual([
    [[4], [-0.7 * 4 + 0.5], [" g = 0.5"], "middle right"],
    [[4], [0.2 * 4 + 0.5], [" g = 2"], "middle right"],
  ]);
  const [least, most] = (figure.layout["xaxis"] as { range: number[] }).range;
  expect([least, most > 4]).toEqual([0, true]);
});
