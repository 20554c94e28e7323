import { expect, test } from "vitest";
import { forwardSensitivity } from "../../../src/charts/chain/forward-sensitivity";
import * as theory from "../../../src/theory";
import { expectReadable, expectSliderStarts, titleOf } from "../../support/readable-figure";

const chainsOf = (activation: "sigmoid" | "linear", weights: number[]): theory.ForwardSensitivity[] =>
  weights.map((weight) => theory.forwardSensitivity({ activation, weight, bias: activation === "linear" ? 0 : -weight / 2, depths: [1, 5, 20] })); // prettier-ignore
const figure = forwardSensitivity(chainsOf("sigmoid", [1, 4, 10]));

test("draws a curve for each depth, and moves all of them by the slider", () => {
  expectReadable(figure);
  expectSliderStarts(figure);
  expect(figure.data.map(({ name }) => name)).toEqual(["factor 1", "L = 1", "L = 5", "L = 20"]);
  expect(figure.frames).toHaveLength(3);
});

test("says in its title that every chain shrinks a push on average, and how much it stretches one at single inputs", () => {
  // w = 10, b = −5: the mean is σ(5) − σ(−5), and the middle is multiplied by 2.5 in each of 20 layers.
  const mean = 1 / (1 + Math.exp(-5)) - 1 / (1 + Math.exp(5));
  expect(titleOf(figure)).toContain("every chain shrinks a push");
  expect(titleOf(figure)).toContain(`at most × ${mean.toFixed(3)}`);
  expect(figure.description).toContain("(w = 10, L = 1)");
  expect(Math.max(...(figure.frames![2]["data"] as { y: number[] }[])[2].y) / 2.5 ** 20).toBeCloseTo(1, 3);
});

test("says so where a chain stretches", () => {
  expect(titleOf(forwardSensitivity(chainsOf("linear", [0.5, 2])))).toContain("a chain stretches a push");
});

test("starts in the middle of the weights, with their means above the slider", () => {
  const [{ active, steps }] = figure.layout["sliders"] as [{ active: number; steps: { label: string }[] }];
  expect(active).toBe(1);
  expect(steps[1].label).toMatch(/^w = 4: mean 0\.76 \(L = 1\), 0\.26 \(L = 20\)$/);
});
