import { expect } from "vitest";
import type { Figure } from "../../../src/charts/style/figure";
import type { Settings } from "../run-cells";
import { titlesOf, traceOf, valuesOf } from "../true-figure";
import { type Claims, drawsLogarithms, expectBelow, expectClose, factorOf, numbers } from "./read";

export const claims: Claims = {
  factors,
  "nielsens-nets": nielsen,
  descent,
};

/** The gradient is below its bound, and the title's factors are those of the points. */
function factors(figure: Figure, { depth }: Settings): void {
  if (drawsLogarithms(figure)) return;
  const [bound, gradient] = [traceOf(figure, "‖δˡ‖·‖aˡ⁻¹‖"), traceOf(figure, "‖∂C/∂Wˡ‖")].map(valuesOf);
  expect(gradient.length).toBe(Number(depth) + 1);
  expectBelow(gradient, bound);
  const [, own] = titlesOf(figure);
  for (const [name, words] of [["‖δˡ‖", "‖δ‖"], ["‖aˡ⁻¹‖", "‖a‖"]]) {
    const hidden = valuesOf(figure.data.find((trace) => trace["name"] === name)).slice(1, -1);
    const said = new RegExp(`${words.replaceAll("‖", "\\‖")} ×([\\d.]+)`).exec(own);
    if (said && !hidden.includes(null)) expectClose(Number(said[1]), factorOf(hidden));
  } // prettier-ignore
}

/** Nielsen's norms are draws of ours: within a factor of two of the means, which rise from layer to layer. */
function nielsen(figure: Figure): void {
  const points = figure.data.filter(({ name }) => name === "published");
  expect(points.map((trace) => valuesOf(trace).length)).toEqual([2, 3, 4]);
  for (const [i, depth] of [2, 3, 4].entries()) {
    const line = figure.data.find(({ name, fill }) => name === `depth ${depth}` && fill !== "toself");
    const means = numbers(valuesOf(line));
    expect(means.length).toBe(depth + 1);
    means.slice(1).forEach((mean, l) => expect(mean).toBeGreaterThan(means[l]));
    numbers(valuesOf(points[i])).forEach((norm, l) => {
      expect(norm / means[l]).toBeGreaterThan(0.5);
      expect(norm / means[l]).toBeLessThan(2);
    });
  }
}

/** Before the first step each layer's norm is below that of the next. */
function descent(figure: Figure, { hidden = 3 }: Settings): void {
  const starts = figure.data.map((trace) => valuesOf(trace)[0]);
  expect(starts.length).toBe(Number(hidden) + 1);
  starts.slice(1).forEach((norm, l) => expect(norm).toBeGreaterThan(starts[l]!));
}
