import { expect } from "vitest";
import type { Figure } from "../../../src/charts/style/figure";
import type { Settings } from "../run-cells";
import { titlesOf, traceOf, valuesOf } from "../true-figure";
import {
  type Claims,
  drawsLogarithms,
  expectBelow,
  expectClose,
  expectCount,
  factorOf,
  numbers,
  said,
} from "./read";

export const claims: Claims = {
  pushes,
  chain,
  gate,
  "real-bound": bound,
  "real-net": profile,
  "float32-net": float32Net,
};

function pushes(figure: Figure): void {
  const most = said(figure, "at most × ")!;
  expect(most).toBeLessThanOrEqual(1);
  expect(titlesOf(figure)[0]).toContain("every chain shrinks");
  // The mean of each curve, by the trapezoidal rule where it has no peak.
  const flat = traceOf(figure, "L = 1")!;
  const values = numbers(valuesOf(flat));
  expect(values.reduce((sum, value) => sum + value, 0) / values.length).toBeLessThanOrEqual(most * 1.01);
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
