import { expect } from "vitest";
import { describeNotebook } from "../support/notebook";
import type { NotebookContent } from "../support/notebook-page";
import type { Settings } from "../support/run-cells";

const own = { depth: 20, activation: "sigmoid" };
const valuesOf = (settings: Settings): typeof own => ({ ...own, ...settings });

/** Where charts stand on the page. */
const [PROFILE, THREE_WAYS, GATE, CHAIN, BOUND, MATRIX, WIDTHS] = [0, 1, 2, 3, 4, 9, 11];

/** Well above the smallest normal float32, so that the factors on the way to it are too. */
const SMALLEST = 1e-30;

/** A curve of a chart, by the beginning of its name. */
function curve(page: NotebookContent, chart: number, name: string): (number | null)[] {
  const found = page.figures[chart].data.find((trace) => trace.name?.startsWith(name));
  expect(found, `${name} in chart ${chart}`).toBeDefined();
  return found!.y as (number | null)[];
}

/** Every value of one curve is at most that of another, up to the digits that a chart keeps. */
function expectBelow(lower: (number | null)[], upper: (number | null)[]): void {
  for (const [i, value] of lower.entries()) {
    if (value !== null && upper[i] !== null) expect(value).toBeLessThanOrEqual(upper[i] * 1.001);
  }
}

/** The length of the interval of inputs where |wσ′(wa + b)| ≥ 1: σ′(z) ≥ 1/w means |z| ≤ 2 arcosh(√w/2). */
const intervalOf = (w: number): number => (4 * Math.acosh(Math.sqrt(w) / 2)) / w;

describeNotebook(
  "02-what-backprop-multiplies",
  {
    "the shallowest net": { depth: 1, width: 1, activation: "tanh", seed: 0 },
    "a rectifier": { depth: 40, width: 16, activation: "relu", gain: Math.SQRT2 },
    "the deepest net": { depth: 200, width: 8, activation: "prelu", gain: 1.3 },
  },
  {
    "every chart over layers has all of them": (page, settings) => {
      const layers = valuesOf(settings).depth + 1;
      expect(curve(page, CHAIN, "|∂C/∂wˡ|").length).toBe(layers);
      expect(curve(page, PROFILE, "measured").length).toBe(layers);
      expect(curve(page, MATRIX, "matrix form").length).toBe(layers);
    },
    "no gradient exceeds its bound": (page) => {
      expectBelow(curve(page, CHAIN, "|∂C/∂wˡ|"), curve(page, CHAIN, "bound"));
      expectBelow(curve(page, BOUND, "exact"), curve(page, BOUND, "bound"));
    },
    "autodiff agrees with the formula and with the matrix form, wherever float32 can hold the gradient": (page) => {
      for (const [chart, name] of [
        [THREE_WAYS, "formula"],
        [MATRIX, "matrix form"],
      ] as const) {
        const exact = curve(page, chart, name);
        const errors = curve(page, chart, "autodiff, error");
        const held = errors.filter((_, layer) => Math.abs(exact[layer] ?? 0) > SMALLEST);
        expect(Math.max(0, ...held.map((error) => error ?? 0))).toBeLessThan(1e-3);
      }
    },
    "Nielsen's interval is widest at w = 6.9": (page) => {
      const weights = Array.from({ length: 60_000 }, (_, i) => 4 + i / 10_000);
      const widest = weights.reduce((best, w) => (intervalOf(w) > intervalOf(best) ? w : best));
      expect(page.figures[WIDTHS].description).toContain(`${intervalOf(widest).toFixed(4)} at w = ${widest.toFixed(3)}`);
    },
    "the gradient that passes the neuron in the middle follows its slope, not its activation": (page) => {
      const [slopes, passed] = ["slope", "|∂C/∂w¹|"].map((name) => curve(page, GATE, name) as number[]);
      const [steepest, most] = [slopes, passed].map((values) => Math.max(...values.map(Math.abs)));
      // Where a neuron is flat nothing passes, whatever its activation.
      for (const [i, slope] of slopes.entries()) {
        if (Math.abs(slope) < 1e-3 * steepest && most > 0) expect(passed[i]).toBeLessThan(0.05);
      }
    },
    "the product going back is what a push at the input does to the output": (page, settings) => {
      const lines = [...page.printed.join("\n").matchAll(/^a⁰ = (\S+): product (\S+), pushed forward (\S+)$/gm)];
      expect(lines.length).toBe(3);
      for (const [, input, backward, forward] of lines) {
        let [a, factor] = [Number(input), 1];
        for (let l = 0; l < valuesOf(settings).depth; l++) {
          a = 1 / (1 + Math.exp(2 - 4 * a));
          factor *= 4 * a * (1 - a);
        }
        expect(Number(backward)).toBeCloseTo(factor, 3);
        expect(Number(forward)).toBeCloseTo(factor, 3);
      }
    },
    "¼ᴸ leaves float32 where rounding says": (page) => {
      const printed = page.printed.join("\n");
      const powers = [63, 74, 75].map((L) => Math.fround(0.25 ** L)).join(" ");
      expect(printed).toContain(`: ${powers}`);
      const sums = [11, 12].map((L) => Math.fround(1 + 0.25 ** L)).join(" ");
      expect(printed).toContain(`: ${sums}`);
    },
  },
);
