import { expect } from "vitest";
import { activationMoments } from "../../../src/theory/mean-field/activation-moments";
import type { Figure, Json } from "../../../src/charts/style/figure";
import type { Settings } from "../run-cells";
import { titlesOf, traceOf, valuesOf } from "../true-figure";
import { type Claims, expectClose, factorOf, numbers } from "./read";

export const claims: Claims = {
  grid: family,
  "slope-gradient": agreement,
  "bias-shift": bias,
  loud: corrected,
  "elu-shape": exponential,
};

/** The line of a row, without its band, in a panel or at an entry of the menu. */
const lineOf = ({ data }: Figure, name: string, axis = "y", view = 0): Json =>
  data.filter((trace) => trace["name"] === name && trace["fill"] === undefined && (trace["yaxis"] ?? "y") === axis)[view]; // prettier-ignore

/** The title's extremes are those of the curves, and theory passes through every measured output layer. */
function family(figure: Figure, { depth, other }: Settings): void {
  const names = ["relu", "leakyRelu", "prelu", "rrelu", "elu", "selu", "gelu", "swish", String(other)];
  const [title] = titlesOf(figure);
  for (const name of names) {
    const profile = valuesOf(lineOf(figure, name, "y3"));
    expect(profile.length).toBe(Number(depth) + 1);
    const factor = factorOf(profile.slice(0, -1));
    const told = new RegExp(`×([\\d.]+) \\(${name}\\)`).exec(title);
    if (told && Number(depth) > 1 && Number.isFinite(factor)) expectClose(Number(told[1]), factor);
  }
  const predicted = figure.data.filter(({ name }) => name === "mean-field theory");
  expect(predicted.length).toBe(names.length);
  predicted.forEach((trace, i) => {
    const [line, measured] = [valuesOf(trace), valuesOf(lineOf(figure, names[i], "y3"))];
    if (measured.at(-1) !== null) expectClose(line.at(-1)!, measured.at(-1)!, 1e-3);
  });
}

/** Formula, autodiff and finite differences are one. */
function agreement(figure: Figure): void {
  const errors = figure.data.filter(({ name }) => String(name).includes("error"));
  expect(errors.length).toBe(2);
  for (const trace of errors) for (const error of numbers(valuesOf(trace))) expect(error).toBeLessThan(1e-4);
}

/** The levels are E f, and the mean of the hidden layers is near them. */
function bias(figure: Figure, { alpha }: Settings): void {
  const [relu, elu] = activationMoments(["relu", { name: "elu", alpha: Number(alpha) }]);
  expectClose(valuesOf(traceOf(figure, "E relu(z)"))[0]!, relu.mean, 1e-3);
  expect(Math.abs(valuesOf(traceOf(figure, "E elu(z)"))[0]! - elu.mean)).toBeLessThan(1e-3);
  const means = valuesOf(lineOf(figure, "relu")).slice(0, -1) as number[];
  const mean = means.reduce((sum, x) => sum + x, 0) / means.length;
  expect(Math.abs(mean - relu.mean)).toBeLessThan(0.1);
}

/** Only what corrects a deviation is back near 1, and what lets it run away is far off. */
function corrected(figure: Figure): void {
  const last = (name: string): number => valuesOf(lineOf(figure, name)).at(-2)!;
  expect(last("selu")).toBeLessThan(2);
  expect(last("swish")).toBeGreaterThan(30);
  expect(last("relu")).toBeGreaterThan(last("selu"));
  expect(last("relu")).toBeLessThan(last("swish"));
}

/** The slope has a jump at 0 unless α is 1. */
function exponential(figure: Figure, { alpha }: Settings): void {
  const slopes = numbers(valuesOf(traceOf(figure, "elu′")));
  const xs = (traceOf(figure, "elu′")!["x"] as number[]).filter((_, i) => valuesOf(traceOf(figure, "elu′"))[i] !== null); // prettier-ignore
  const left = slopes[xs.findLastIndex((x) => x < 0)];
  expectClose(left, Number(alpha), 1e-3);
}
