import { expect, test } from "vitest";
import { residualBlocks } from "../../../src/charts/depth/residual-blocks";
import { residual } from "../../../src/theory/mean-field/residual";
import { expectReadable, messageOf } from "../../support/readable-figure";

const stack = (norm: "none" | "pre", depth = 8) => ({
  theory: residual("relu", { weights: 2 }, { depth, norm }),
  drawn: [1, 2].map((seed) => residual("relu", { weights: 2 }, { depth, norm, draw: { width: 16, seed } })),
});

test("draws theory as lines and the mean logarithm of the draws as points, forward and back", () => {
  const stacks = { plain: stack("none"), "pre-norm": stack("pre") };
  const figure = residualBlocks(stacks);
  expectReadable(figure);
  expect(figure.data.map(({ name, yaxis = "y" }) => `${String(name)} ${String(yaxis)}`)).toEqual(["plain y", "plain, drawn y", "plain y2", "plain, drawn y2", "pre-norm y", "pre-norm, drawn y", "pre-norm y2", "pre-norm, drawn y2"]); // prettier-ignore
  const [signal, drawn, gradient] = figure.data.map(({ y }) => (y as number[]).map(Math.log10));
  signal.forEach((power, i) => expect(power).toBeCloseTo(i * Math.log10(2), 10));
  gradient.forEach((power, i) => expect(power).toBeCloseTo(((8 - i) / 2) * Math.log10(2), 10));
  const [a, b] = stacks.plain.drawn.map(({ blocks }) => Math.log10(blocks[5].preactivationMeanSquare));
  expect(drawn[5]).toBeCloseTo((a + b) / 2, 10);
  expect(messageOf(figure)).toBe("rms of ∂C/∂x, first block ÷ behind the last: plain ×16, pre-norm ×3");
});

test("refuses stacks of different depth, and none", () => {
  expect(() => residualBlocks({ a: { theory: stack("none").theory, drawn: stack("none", 3).drawn } })).toThrow(/as many blocks/); // prettier-ignore
  expect(() => residualBlocks({})).toThrow(/by name/);
});
