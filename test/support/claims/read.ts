import { expect } from "vitest";
import type { Figure } from "../../../src/charts/style/figure";
import type { Settings } from "../run-cells";
import { titlesOf } from "../true-figure";

/** What the chart of a cell must say, held against what it draws; by the cell's id. */
export type Claims = Record<string, (figure: Figure, settings: Settings) => void>;

/** A number as a title writes it. */
const NUMBER = String.raw`[−-]?\d+(?:\.\d+)?(?:·10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?|10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+`;
const DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** The number that a title writes. */
function numberOf(text: string): number {
  const [, mantissa, power] = /^(?:([−\-\d.]+)·?)?(?:10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))?$/.exec(text)!;
  const exponent = [...(power ?? "⁰")].map((c) => (c === "⁻" ? "-" : DIGITS.indexOf(c))).join("");
  return Number((mantissa ?? "1").replace("−", "-")) * 10 ** Number(exponent);
}

/** What stands behind some words in the title, as a number; undefined where the words are not there. */
export function said(figure: Figure, before: string, after = ""): number | undefined {
  const found = new RegExp(`${before}(${NUMBER})${after}`).exec(titlesOf(figure)[0]);
  return found ? numberOf(found[1]) : undefined;
}

export const numbers = (values: (number | null)[]): number[] => values.filter((value) => value !== null);

/** Charts keep five digits, titles three. */
export function expectClose(value: number | undefined, expected: number, digits = 2e-2): void {
  if (value === undefined) return;
  expect(Math.abs(value - expected)).toBeLessThanOrEqual(digits * Math.abs(expected) + Number.MIN_VALUE);
}

/** Whether sizes are beyond float64, so that the axis has their logarithms. */
export const drawsLogarithms = (figure: Figure): boolean =>
  JSON.stringify(figure.layout["yaxis"]).includes("log₁₀");

/** The factor per layer going back between the outermost numbers of a curve. */
export function factorOf(values: (number | null)[]): number {
  const places = values.map((value, i) => ({ value, i })).filter(({ value }) => value !== null);
  const [first, last] = [places[0], places.at(-1)!];
  return (first.value! / last.value!) ** (1 / (last.i - first.i));
}

/** No number of one curve is above that of another. */
export function expectBelow(lower: (number | null)[], upper: (number | null)[]): void {
  lower.forEach((value, i) => {
    if (value !== null && upper[i] !== null) expect(value).toBeLessThanOrEqual(upper[i]! * 1.0002);
  });
}

/** "N of M": N layers have been counted, M there are. */
export function expectCount(figure: Figure, before: string, counted: number, all: number): void {
  const found = new RegExp(`${before}(\\d+) of (\\d+) `).exec(titlesOf(figure)[0]);
  expect(found ? [Number(found[1]), Number(found[2])] : [0, all]).toEqual([counted, all]);
}
