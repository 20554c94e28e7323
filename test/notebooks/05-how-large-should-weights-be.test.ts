import { expect } from "vitest";
import { describeNotebook } from "../support/notebook";
import type { NotebookContent } from "../support/notebook-page";
import type { Settings } from "../support/run-cells";

const own = { activation: "relu", depth: 20, width: 32, seeds: 3, steps: 250 };
const valuesOf = (settings: Settings): typeof own => ({ ...own, ...settings });

/** A curve of a chart as it starts, by its name. */
function curve(page: NotebookContent, chart: number, name: string): (number | null)[] {
  const found = page.figures[chart].data.find((trace) => trace.name === name && !("fill" in trace));
  expect(found, `${name} in chart ${chart}`).toBeDefined();
  return found!.y as (number | null)[];
}

/** The factor per hidden layer going back. */
function factorOf(sizes: (number | null)[]): number {
  const hidden = sizes.slice(0, -1);
  return (hidden[0]! / hidden.at(-1)!) ** (1 / (hidden.length - 1));
}

/** What narrow nets differ by from theory, per layer. */
const closeTo = (found: number, expected: number): void =>
  expect(Math.abs(found / expected - 1)).toBeLessThan(0.06);

const isWideRelu = (settings: Settings): boolean => {
  const { activation, depth, width } = valuesOf(settings);
  return activation === "relu" && depth > 4 && width >= 16;
};

describeNotebook(
  "05-how-large-should-weights-be",
  {
    "a saturating activation": { activation: "tanh", depth: 12, width: 24, seeds: 2, steps: 60 },
    "the shallowest net": { activation: "sigmoid", depth: 1, width: 1, seeds: 1, steps: 10 },
    "a deep rectifier": { activation: "leakyRelu", depth: 60, width: 16, seeds: 1, steps: 10 },
  },
  {
    "every chart over layers has all of them": (page, settings) => {
      const layers = valuesOf(settings).depth + 1;
      expect(curve(page, 0, "heNormal").length).toBe(layers);
      expect(curve(page, 1, "rms δ").length).toBe(layers);
      expect(curve(page, 3, "pytorchDefault").length).toBe(layers);
      expect(curve(page, 5, "sigmoid, LSUV").length).toBe(layers);
    },
    "recipes multiply ReLU's δ by 0.4, 2, 0.7 and 1 per layer": (page, settings) => {
      if (!isWideRelu(settings)) return;
      const { width } = valuesOf(settings);
      closeTo(factorOf(curve(page, 0, "normal(0.01)")), Math.sqrt((0.01 * width) / 2));
      closeTo(factorOf(curve(page, 0, "normal(0.25)")), Math.sqrt((0.25 * width) / 2));
      closeTo(factorOf(curve(page, 0, "xavierNormal")), Math.SQRT1_2);
      closeTo(factorOf(curve(page, 0, "heNormal")), 1);
    },
    "the slider starts at √2 for ReLU": (page, settings) => {
      if (isWideRelu(settings)) expect(page.figures[1].layout.title!.text).toContain("lecunNormal(1.414)");
    },
    "at 30 layers Xavier stays at ln 2 and He does not": (page, settings) => {
      for (const y of curve(page, 2, "Xavier, 30")) expect(y! / Math.LN2).toBeCloseTo(1, 1);
      const least = Math.min(...curve(page, 2, "He, 30").map(Number));
      if (valuesOf(settings).steps >= 100) expect(least).toBeLessThan(0.5);
    },
    "defaults lose what theory says, per ReLU layer": (page, settings) => {
      if (!isWideRelu(settings)) return;
      closeTo(factorOf(curve(page, 3, "heNormal(0, truncated)")), 0.8796);
      closeTo(factorOf(curve(page, 3, "tfjsDefault")), 0.8796 * Math.SQRT1_2);
      closeTo(factorOf(curve(page, 3, "pytorchDefault")), Math.sqrt(1 / 6));
      expect(page.printed.join("\n")).toContain("pytorchDefault: rms δ × 0.408 per layer in theory");
    },
    "halving widths costs He √½ per layer, and Xavier's middle less": (page) => {
      closeTo(factorOf(curve(page, 4, "heNormal")), Math.SQRT1_2);
      closeTo(factorOf(curve(page, 4, "xavierNormal(1.414)")), Math.sqrt(2 / 3));
    },
    "LSUV keeps a rectifier's δ, and not a sigmoid's": (page, settings) => {
      if (valuesOf(settings).depth < 5) return;
      if (isWideRelu(settings)) expect(Math.abs(factorOf(curve(page, 5, "LSUV")) - 1)).toBeLessThan(0.1);
      expect(Math.abs(factorOf(curve(page, 5, "sigmoid, LSUV")) - 0.39)).toBeLessThan(0.04);
    },
    "a step changes z like the width, and in muP not at all": (page) => {
      const growth = (name: string): number => {
        const y = curve(page, 6, name) as number[];
        return Math.log(y.at(-1)! / y[0]) / Math.log(8);
      };
      expect(Math.abs(growth("standard, layer 2") - 1)).toBeLessThan(0.1);
      expect(Math.abs(growth("standard, output") - 1.5)).toBeLessThan(0.2);
      for (const name of ["standard, layer 1", "muP, layer 1", "muP, layer 2", "muP, output"]) expect(Math.abs(growth(name))).toBeLessThan(0.1); // prettier-ignore
    },
    "a random matrix stretches by 8/(3π) on average, an orthogonal one by 1": (page) => {
      const printed = page.printed.join("\n");
      const average = (name: string): number => Number(new RegExp(`${name}: mean ([\\d.]+),`).exec(printed)![1]);
      expect(Math.abs(average("xavierNormal") / (8 / (3 * Math.PI)) - 1)).toBeLessThan(0.02);
      expect(Math.abs((average("pytorchDefault") * Math.sqrt(3)) / (8 / (3 * Math.PI)) - 1)).toBeLessThan(0.02);
      expect(average("orthogonal")).toBe(1);
    },
  },
);
