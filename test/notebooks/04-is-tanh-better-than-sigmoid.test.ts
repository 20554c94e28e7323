import { expect } from "vitest";
import { describeNotebook } from "../support/notebook";
import type { NotebookContent } from "../support/notebook-page";
import type { Settings } from "../support/run-cells";

const own = { depth: 20, gain: 1, steps: 200 };
const valuesOf = (settings: Settings): typeof own => ({ ...own, ...settings });

const FIRST = 0;
const FOUR = 2;
const TRAINING = 5;
const PLATEAU = 6;

/** The line of a net in a chart, without its band. */
function line({ figures }: NotebookContent, chart: number, name: string): number[] {
  const found = figures[chart].data.filter((trace) => trace.name === name);
  expect(found.length, `${name} in chart ${chart}`).toBeGreaterThan(1);
  return found[1].y as number[];
}

/** A number that a cell prints behind some words. */
function printed({ printed: texts }: NotebookContent, before: string): number {
  const found = new RegExp(`${before}\\s*([\\d.e+-]+)`).exec(texts.join("\n"));
  expect(found, before).not.toBeNull();
  return Number(found![1]);
}

describeNotebook(
  "04-is-tanh-better-than-sigmoid",
  {
    "the shallowest net": { depth: 1, width: 2, gain: 0.1, steps: 1, seed: 0 },
    "weights beyond the edge": { depth: 40, width: 16, gain: 1.6667, steps: 20 },
    "the deepest net": { depth: 120, width: 8, gain: 0.5, steps: 5, seed: 9 },
  },
  {
    "a tanh net and its twin have one loss, and gradients that the chain rule translates": (page, settings) => {
      const { gain, depth } = valuesOf(settings);
      if (gain > 1 || (gain < 1 && depth > 20)) return;
      const loss = printed(page, "loss of the tanh net");
      expect(Math.abs(printed(page, "loss of its twin") - loss)).toBeLessThan(1e-12 * loss);
      expect(printed(page, "relative difference of the gradients:")).toBeLessThan(1e-11);
    },
    "the twin's δ is half as large in every hidden layer": (page, settings) => {
      const { gain, depth } = valuesOf(settings);
      if (gain > 1) return;
      const [tanh, twin] = [line(page, FOUR, "tanh"), line(page, FOUR, "sigmoid twin")];
      expect(tanh.length).toBe(depth + 1);
      for (let l = 0; l < depth; l++) expect(twin[l] / tanh[l]).toBeCloseTo(1 / 2, 3);
    },
    "the usual sigmoid loses more per layer than tanh does, and than large weights alone": (page, settings) => {
      const { depth } = valuesOf(settings);
      if (depth < 2) return;
      const kept = (chart: number, name: string): number => {
        const y = line(page, chart, name);
        return y[0] / y[depth - 1];
      };
      expect(kept(FIRST, "sigmoid")).toBeLessThan(kept(FIRST, "tanh"));
      expect(kept(FOUR, "sigmoid")).toBeLessThan(kept(FOUR, "sigmoid × 4"));
      expect(kept(FOUR, "sigmoid × 4")).toBeLessThan(kept(FOUR, "tanh"));
    },
    "each at its own best rate, tanh ends lowest, the twin several times as high, the usual sigmoid last": (page, settings) => {
      if (valuesOf(settings).steps < 200) return;
      const best = (name: string): number => Math.min(...line(page, TRAINING, name));
      expect(best("tanh")).toBeLessThan(best("sigmoid twin") / 3);
      expect(best("sigmoid twin")).toBeLessThan(best("sigmoid") / 3);
    },
    "q has no plateau: 2l·q tends to 1": (page, settings) => {
      const products = [1, 10, 100, 1000].map((l) => printed(page, `2l·q at l = ${l}:`));
      products.slice(1).forEach((product, i) => expect(product).toBeLessThan(products[i]));
      expect(products.at(-1)! - 1).toBeGreaterThan(0);
      expect(products.at(-1)! - 1).toBeLessThan(0.01);
      const { depth } = valuesOf(settings);
      if (depth >= 20) expect(line(page, PLATEAU, "tanh")[depth - 1]).toBeLessThan(0.15);
    },
  },
);
