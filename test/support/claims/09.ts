import { expect } from "vitest";
import type { Figure, Json } from "../../../src/charts/style/figure";
import type { Settings } from "../run-cells";
import { titlesOf, traceOf, valuesOf } from "../true-figure";
import { type Claims, expectClose, numbers } from "./read";

export const claims: Claims = {
  spectra,
  spread,
  lyapunov,
  "saxe-trained": learned,
  "deep-modes": learned,
  shattering,
  edge,
};

/** Measured points of a series, and the line through them. */
const points = ({ data }: Figure, name: string): Json =>
  data.find((trace) => trace["name"] === name && trace["mode"] === "markers")!;
const theoryOf = ({ data }: Figure, name: string): Json =>
  data.find(
    (trace) => trace["legendgroup"] === name && trace["mode"] === "lines" && trace["fill"] === undefined,
  )!;

/** The counts in the title are those of the strokes, and orthogonal linear nets have one stroke alone. */
function spectra(figure: Figure): void {
  const [title] = titlesOf(figure);
  const found = /^linear, (\d+) layers?: within ×2 of the rms (\d+) of \d+ \(Gaussian\), (\d+) of (\d+) \(orthogonal\)$/.exec(title)!; // prettier-ignore
  const [depth, kept, ...orthogonal] = found.slice(1).map(Number);
  expect(orthogonal[0]).toBe(orthogonal[1]);
  const strokes = traceOf(figure, "Gaussian")!;
  const places = strokes["customdata"] as number[];
  const rms = numbers(valuesOf(figure.data.find(({ name }) => String(name).startsWith("their rms")))).at(-1)!;
  const last = numbers(valuesOf(strokes)).filter((_, i) => places[i] === depth);
  const near = (s: number, room: number): boolean => Math.abs(Math.log(s / rms)) <= Math.log(2) + room;
  expect(last.filter((s) => near(s, 1e-3)).length).toBeGreaterThanOrEqual(kept);
  expect(last.filter((s) => near(s, -1e-3)).length).toBeLessThanOrEqual(kept);
  for (const s of numbers(valuesOf(traceOf(figure, "orthogonal")))) expectClose(s, 1, 1e-4);
}

/** Linear nets: the lines are L and 0. Nothing measured exceeds n − 1. */
function spread(figure: Figure, { width }: Settings): void {
  const line = theoryOf(figure, "linear, Gaussian");
  for (const [i, depth] of (line["x"] as number[]).entries()) expectClose(numbers(valuesOf(line))[i], depth, 1e-3); // prettier-ignore
  for (const y of numbers(valuesOf(points(figure, "linear, orthogonal"))))
    expect(Math.abs(y)).toBeLessThan(1e-6);
  for (const trace of figure.data.filter(({ mode }) => mode === "markers"))
    for (const y of numbers(valuesOf(trace))) expect(y).toBeLessThan(Number(width) - 1 + 1e-6);
  const flat = numbers(valuesOf(theoryOf(figure, "tanh, orthogonal")));
  expect(flat.at(-1)!).toBeLessThan(2);
}

/** What QR measures lies within the theory's deviations, of which the chart draws two. */
function lyapunov(figure: Figure): void {
  const name = "one product, n = 32";
  const band = figure.data.find(({ fill }) => fill === "toself")!;
  const edges = numbers(valuesOf(band));
  const line = numbers(valuesOf(theoryOf(figure, name)));
  const measured = numbers(valuesOf(points(figure, name)));
  measured.forEach((y, i) => expect(Math.abs(y - line[i])).toBeLessThan(2.5 * (edges[i] - line[i])));
  const [first, second] = line;
  expectClose(first - second, 0.016389, 2e-2);
}

/** Modes follow their curves. */
function learned(figure: Figure): void {
  for (const trace of figure.data.filter(({ mode }) => mode === "markers")) {
    const line = numbers(valuesOf(theoryOf(figure, String(trace["name"]))));
    const top = Math.max(...line);
    numbers(valuesOf(trace)).forEach((y, i) => expect(Math.abs(y - line[i]), String(trace["name"])).toBeLessThan(0.15 * top + 0.1)); // prettier-ignore
  }
}

/** Theory of skips is above that of the plain net at every depth. */
function shattering(figure: Figure): void {
  const [plain, skips] = ["plain", "with skips"].map((name) => numbers(valuesOf(theoryOf(figure, name))));
  plain.forEach((y, i) => expect(y).toBeLessThanOrEqual(skips[i]));
}

/** The edge begins at 2, and no wide net's largest singular value is far from it. */
function edge(figure: Figure): void {
  const [first] = numbers(valuesOf(traceOf(figure, "largest in theory")));
  expectClose(first, 2, 1e-4);
}
