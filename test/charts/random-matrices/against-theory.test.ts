import { expect, test } from "vitest";
import { againstTheory } from "../../../src/charts/random-matrices/against-theory";
import { expectReadable, messageOf } from "../../support/readable-figure";

const x = [1, 2, 4];
const series = {
  Gaussian: { x, measured: [[1, 1.2], [2, 2.4], [3, Number.NaN, 5]], theory: { y: [1, 2, 4] } },
  orthogonal: { x, measured: [1e-9, 1e-8, 1e-7], theory: { y: [0, 0, 0] } },
}; // prettier-ignore

test("draws means over seeds with bars of one standard deviation, and theory as lines through them", () => {
  const figure = againstTheory(series, { quantity: "relativeVariance" });
  expectReadable(figure);
  const [theory, dots] = figure.data;
  expect(theory).toMatchObject({ x, y: [1, 2, 4], mode: "lines", legendgroup: "Gaussian" });
  expect(dots).toMatchObject({ x, name: "Gaussian", mode: "markers" });
  // The seed without a number is left out.
  expect((dots["y"] as number[])[2]).toBe(4);
  expect((dots["error_y"] as { array: number[] }).array[2]).toBeCloseTo(Math.SQRT2, 12);
  expect(messageOf(figure)).toBe("Spread of s² at depth 4: 4 (Gaussian), 0 (orthogonal)");
  expect(figure.layout["xaxis"]).toMatchObject({ dtick: 1 });
  expect(figure.description).toContain("Gaussian measured 4 at 4, theory 4");
});

test("says the extremes of many series", () => {
  const many = Object.fromEntries([5, 2, 9, 3].map((end) => [`n${end}`, { x: [1, 7], measured: [1, end] }]));
  const figure = againstTheory(many, { quantity: "relativeVariance" });
  expectReadable(figure);
  expect(messageOf(figure)).toBe("Spread of s² at depth 7: from 2 (n2) to 9 (n9)");
});

test("draws a band of two standard deviations, theory alone, and measurements at other places than theory's", () => {
  const figure = againstTheory(
    {
      measured: { x: [1, 2], measured: [-0.1, -0.4], theory: { x: [1, 1.5, 2], y: [0, 0.1, 0.2], deviation: [1, 1, 2] } }, // prettier-ignore
      "wide limit": { x: [1, 2], theory: { y: [0, -1] } },
    },
    { quantity: "exponent" },
  );
  expectReadable(figure);
  expect(figure.data.map(({ mode, fill }) => fill ?? mode)).toEqual(["toself", "lines", "markers", "lines"]);
  expect(figure.data[0]["y"]).toEqual([2, 2.1, 4.2, -3.8, -1.9, -2]);
  expect(messageOf(figure)).toBe("Measured, per layer: λ₁ = −0.1, λ₂ = −0.4, the last −0.4");
});

test("says of modes when they are learned, and of cosines what is left", () => {
  const modes = againstTheory({ "s = 2": { x: [0, 1, 2], measured: [0.1, 1.85, 2] } }, { quantity: "modeStrength" }); // prettier-ignore
  expectReadable(modes);
  expect(messageOf(modes)).toBe("Within 10 % of where it ends from t = 1 (s = 2)");
  const slow = { x: [0, 1, 2], measured: [0.001, 0.002, 0.004] };
  const some = againstTheory({ "s = 2": { x: [0, 1, 2], measured: [0.1, 1.85, 2] }, "s = 0.2": slow }, { quantity: "modeStrength" }); // prettier-ignore
  expect(messageOf(some)).toBe(
    "Within 10 % of where it ends from t = 1 (s = 2) On its way to the end: s = 0.2",
  );
  expect(messageOf(againstTheory({ slow }, { quantity: "modeStrength" }))).toBe(
    "On its way to the end: slow",
  );
  const cosines = againstTheory({ plain: { x: [1], measured: [[0.25, 0.27]] } }, { quantity: "inputGradientCosine" }); // prettier-ignore
  expect(messageOf(cosines)).toBe("Cosine of gradients at depth 1: 0.26 (plain)");
});

test("refuses lists of other lengths, other fields, and series that nobody measured", () => {
  const of =
    (one: object): (() => unknown) =>
    () =>
      againstTheory({ one: one as never }, { quantity: "exponent" });
  expect(of({ x: [1], measured: [1, 2] })).toThrow("for each of 1 x");
  expect(of({ x: [1], measured: ["a"] })).toThrow("list of numbers");
  expect(of({ x: [1], measured: [1], theory: { y: [1, 2] } })).toThrow("theory y");
  expect(of({ x: [1], measured: [1], theory: { y: [1], error: [1] } })).toThrow("error");
  expect(of({ x: [1], theory: { y: [1] } })).toThrow("a measured one");
  expect(() => againstTheory(series, { quantity: "loss" as never })).toThrow("relativeVariance");
});
