import { expect } from "vitest";
import type { Figure } from "../../src/charts/style/figure";
import type { Settings } from "./run-cells";
import { titlesOf, traceOf, valuesOf } from "./true-figure";

/** What the chart of a cell must say, held against what it draws; by the cell's id. */
export const claims: Record<string, (figure: Figure, settings: Settings) => void> = {
  "experiment-stopping": stopping,
  "experiment-angle": angles,
  "experiment-gradient": gradientAndDistance,
  chain,
  gate,
  typical,
  "real-bound": bound,
  "real-net": profile,
  "float32-net": float32Net,
};

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
function said(figure: Figure, before: string, after = ""): number | undefined {
  const found = new RegExp(`${before}(${NUMBER})${after}`).exec(titlesOf(figure)[0]);
  return found ? numberOf(found[1]) : undefined;
}

const numbers = (values: (number | null)[]): number[] => values.filter((value) => value !== null);

/** Charts keep five digits, titles three. */
function expectClose(value: number | undefined, expected: number, digits = 2e-2): void {
  if (value === undefined) return;
  expect(Math.abs(value - expected)).toBeLessThanOrEqual(digits * Math.abs(expected) + Number.MIN_VALUE);
}

/** Whether sizes are beyond float64, so that the axis has their logarithms. */
const drawsLogarithms = (figure: Figure): boolean => JSON.stringify(figure.layout["yaxis"]).includes("log₁₀");

/** The factor per layer going back between the outermost numbers of a curve. */
function factorOf(values: (number | null)[]): number {
  const places = values.map((value, i) => ({ value, i })).filter(({ value }) => value !== null);
  const [first, last] = [places[0], places.at(-1)!];
  return (first.value! / last.value!) ** (1 / (last.i - first.i));
}

/** No number of one curve is above that of another. */
function expectBelow(lower: (number | null)[], upper: (number | null)[]): void {
  lower.forEach((value, i) => {
    if (value !== null && upper[i] !== null) expect(value).toBeLessThanOrEqual(upper[i]! * 1.0002);
  });
}

/** "N of M": N layers have been counted, M there are. */
function expectCount(figure: Figure, before: string, counted: number, all: number): void {
  const found = new RegExp(`${before}(\\d+) of (\\d+) `).exec(titlesOf(figure)[0]);
  expect(found ? [Number(found[1]), Number(found[2])] : [0, all]).toEqual([counted, all]);
}

function chain(figure: Figure, { depth }: Settings): void {
  if (drawsLogarithms(figure)) return;
  const [bounds, gradients] = [traceOf(figure, "bound"), traceOf(figure, "|∂C/∂wˡ|")].map(valuesOf);
  const zeros = figure.data.find((trace) => String(trace["hovertemplate"]).startsWith("|∂C/∂wˡ|, layer"));
  expect(gradients.length).toBe(Number(depth) + 1);
  expectBelow(gradients, bounds);
  expectCount(figure, "Exactly 0 in ", valuesOf(zeros).length, gradients.length);
  for (const y of numbers(valuesOf(zeros))) {
    for (const other of numbers([...gradients, ...bounds])) expect(y).toBeLessThanOrEqual(other);
  }
  const whole = gradients[0] !== null && bounds[0] !== null;
  if (whole) expectClose(said(figure, "going back: ×"), factorOf(gradients));
  if (whole) expectClose(said(figure, "the bound: ×"), factorOf(bounds));
}

function gate(figure: Figure): void {
  const shares = numbers(valuesOf(traceOf(figure, "|∂C/∂w¹|")));
  expect(Math.max(...shares)).toBeLessThanOrEqual(1);
  expectClose(said(figure, "(?:only|and) ", " %"), 100 * shares.at(-1)!, 0.06);
}

function bound(figure: Figure, { activation, depth }: Settings): void {
  if (drawsLogarithms(figure)) return;
  const exact = valuesOf(
    figure.data.find(({ name }) => /^(exact \(float64\)|float64, slopes as at test)$/.test(String(name))),
  );
  const [bounds, shown] = [valuesOf(traceOf(figure, "bound")), valuesOf(traceOf(figure, "float32 alone"))];
  const random = String(activation).startsWith("rrelu");
  expect(exact.length).toBe(Number(depth) + 1);
  // The bound is one of mathematics. In a chaotic net float32 walks another way, and its wrong numbers may lie above.
  const isOff = (i: number): boolean => !random && Math.abs(shown[i]! / exact[i]! - 1) > 0.01;
  expectBelow(
    shown.map((value, i) => (isOff(i) ? null : value)),
    bounds,
  );
  if (!random) expectBelow(exact, bounds);
  for (const value of numbers(shown)) {
    expect(value).toBeGreaterThan(2 ** -150);
    expect(value).toBeLessThan(2 ** 128);
  }
  if (random || exact.some((value) => value === null)) return;
  const wrong = exact.filter(
    (value, i) => shown[i] === null || Math.abs(shown[i]! / value! - 1) > 0.01,
  ).length;
  expect(Math.abs(wrong - countSaid(figure))).toBeLessThanOrEqual(1);
  expectClose(said(figure, "Per layer going back: ×"), factorOf(exact.slice(0, -1)));
}

const countSaid = (figure: Figure): number =>
  Number(/float32 alone gets (\d+) of/.exec(titlesOf(figure)[0])?.[1] ?? 0);

function profile(figure: Figure): void {
  const { title } = figure.layout as { yaxis: { title: { text: string } }; title: { text: string } } & {
    title: { text: string };
  };
  const measured = traceOf(figure, "measured")!;
  const values = valuesOf(measured).slice(0, -1);
  if (drawsLogarithms(figure) || values.length < 2 || values.includes(null)) return;
  const layers = measured["x"] as number[];
  if (layers[0] !== 1) return;
  const factor = factorOf(values);
  expectClose(said(figure, "going back: ×"), factor);
  const over = factor ** (values.length - 1);
  if (title.text.includes("keeps its size")) expect(Math.abs(Math.log2(over))).toBeLessThan(1.05);
  if (title.text.includes("shrinks")) expect(factor).toBeLessThan(1);
  if (title.text.includes("grows")) expect(factor).toBeGreaterThan(1);
}

function float32Net(figure: Figure): void {
  const [kept, alone] = ["float32", "float32, norm too"].map((name) =>
    valuesOf(figure.data.find((t) => t["name"] === name)),
  );
  // A norm of thousands of subnormal numbers is a little larger than the smallest of them.
  for (const value of numbers(kept)) expect(value).toBeGreaterThanOrEqual(2 ** -149);
  for (const value of numbers(alone)) expect(value).toBeGreaterThan(1e-23);
  expect(numbers(valuesOf(traceOf(figure, "float64"))).length).toBe(81);
  expect(numbers(alone).length).toBeLessThan(numbers(kept).length);
}

function typical(figure: Figure): void {
  const [square, mean] = [traceOf(figure, "bound²"), traceOf(figure, "E f′")].map((trace) =>
    numbers(valuesOf(trace)),
  );
  for (const value of mean) expect(value).toBeLessThanOrEqual(square[0] * 1.0001);
  expectClose(said(figure, "squared slope "), numbers(valuesOf(traceOf(figure, "variance")))[0]);
  expectClose(said(figure, "at most "), square[0]);
}

function stopping(figure: Figure, { tolerance, rate }: Settings): void {
  const rates = figure.data[0]["x"] as number[];
  for (const [i, test] of ["parameter change", "gradient norm", "Newton-type step"].entries()) {
    const marks = figure.data.find(({ name }) => name === test)!;
    const symbols = (marks["marker"] as { symbol: string[] }).symbol;
    const most = valuesOf(figure.data[2 * i]);
    valuesOf(marks).forEach((distance, k) => {
      // What a test ends is within what it allows.
      if (distance !== null && most[k] !== null && !symbols[k].endsWith("-open"))
        expect(distance).toBeLessThanOrEqual(most[k]! * 1.001);
    });
  }
  const title = titlesOf(figure)[0];
  expect(title).toContain(`η = ${rate}`);
  expect(rates).toContain(rate);
  if (title.startsWith("Asked")) expect(title).toContain(`Asked for ${tolerance},`);
}

function angles(figure: Figure): void {
  const title = titlesOf(figure)[0];
  const gaps = figure.data.filter((trace) => valuesOf(trace).includes(null));
  if (/diverges/.test(title)) expect(gaps.length).toBeGreaterThan(0);
  if (/no optimizer minds/.test(title)) {
    for (const trace of figure.data) {
      const kept = numbers(valuesOf(trace));
      if (kept.length > 0) expect(Math.max(...kept) / Math.min(...kept)).toBeLessThan(1.02);
      expect([0, 19]).toContain(kept.length);
    }
  }
}

function gradientAndDistance(figure: Figure, { flat, steep, start }: Settings): void {
  const [first, second] = [flat, steep].map((c, i) => 2 * Number(c) * Math.abs((start as number[])[i]));
  expectClose(said(figure, String.raw`\|g₁\| = `), first);
  expectClose(said(figure, String.raw`\|g₂\| = `), second);
  if (figure.description.includes("coincide")) {
    for (const axis of [1, 2]) {
      const circles = valuesOf(traceOf(figure, `axis ${axis}: measured`));
      expect(circles[0] ?? 0).toBeCloseTo(Math.abs((start as number[])[axis - 1]), 2);
    }
  }
}
