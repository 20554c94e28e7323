import { expect } from "vitest";
import type { Figure } from "../../../src/charts/style/figure";
import type { Settings } from "../run-cells";
import { valuesOf } from "../true-figure";
import { type Claims, numbers } from "./read";

export const claims: Claims = {
  "patients-chart": patients,
  skipped,
  "norm-places": places,
  "what-cured-what": table,
};

const named = (figure: Figure, name: string, axis?: string): (number | null)[] =>
  valuesOf(figure.data.find((trace) => trace["name"] === name && trace["yaxis"] === axis && trace["fill"] === undefined)); // prettier-ignore

/** Both gradients are drawn in every layer and shrink going back. */
function patients(figure: Figure, { shallow, deep }: Settings): void {
  for (const [name, depth] of [
    ["sigmoids", shallow],
    ["relus", deep],
  ] as const) {
    // prettier-ignore
    const sizes = named(figure, name);
    expect(sizes.length).toBe(Number(depth) + 1);
    // A narrow net may be dead, and has no gradient then.
    if (Number(depth) >= 8) expect(sizes[0] ?? 0).toBeLessThan(sizes.at(-1)!);
  }
}

/** The gradient of a net with skips does not vanish. */
function skipped(figure: Figure): void {
  for (const name of ["skips", "skips / √L"]) {
    const sizes = numbers(named(figure, name));
    expect(sizes[0]).toBeGreaterThan(1e-3 * sizes.at(-2)!);
  }
}

/** 2^l without norm, l with the norm before, 1 behind; and back √(L + 1) and 1. */
function places(figure: Figure): void {
  const [none, , noneBack] = figure.data.map(valuesOf);
  none.forEach((value, l) => expect(value! / 2 ** l).toBeCloseTo(1, 2));
  expect(noneBack[0]! / 2 ** 12).toBeCloseTo(1, 2);
  const [pre, back] = [named(figure, "pre-norm"), named(figure, "pre-norm", "y2")];
  pre.forEach((value, l) => expect(value! / (l + 1)).toBeCloseTo(1, 2));
  expect(back[0]).toBeCloseTo(5, 2);
  for (const value of named(figure, "post-norm", "y2")) expect(value).toBeCloseTo(1, 3);
  const tanh = named(figure, "post-norm, tanh", "y2");
  expect(tanh[0]! ** (1 / 24)).toBeCloseTo(1.0435, 3);
}

/** Every net that was tried has a line, as often as not with other numbers than its neighbours. */
function table(figure: Figure): void {
  const { ticktext } = figure.layout["yaxis"] as { ticktext: string[] };
  expect(ticktext).toHaveLength(2 + 7 + 10);
  for (const trace of [figure.data[1], figure.data[3]])
    for (const share of trace["x"] as number[]) expect(share).toBeLessThanOrEqual(1);
}
