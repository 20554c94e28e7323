import { expect } from "vitest";
import { claims } from "../support/claims/03";
import { describeNotebook } from "../support/notebook";
import type { NotebookContent } from "../support/notebook-page";
import type { Settings } from "../support/run-cells";

const own = { depth: 20, hidden: 3, steps: 600 };
const valuesOf = (settings: Settings): typeof own => ({ ...own, ...settings });

/** A curve of a chart by its name. */
function curve(page: NotebookContent, i: number, name: string): (number | null)[] {
  const found = page.figures[i].data.find((trace) => trace.name === name);
  expect(found, `${name} in chart ${i}`).toBeDefined();
  return found!.y as (number | null)[];
}

describeNotebook(
  "03-which-norm-should-i-look-at",
  {
    "the shallowest net": { depth: 1, width: 1, activation: "sigmoid", hidden: 1, steps: 10 },
    "a deep leaky net that explodes": { depth: 60, width: 8, activation: "leakyRelu", gain: 2, hidden: 2, steps: 50 },
    "a vanishing tanh net": { depth: 30, width: 16, activation: "tanh", gain: 0.1, hidden: 5, steps: 20, rate: 5 },
  }, // prettier-ignore
  {
    "every layer is in the first picture and in the map": (page, settings) => {
      const layers = valuesOf(settings).depth + 1;
      expect(curve(page, 0, "measured").length).toBe(layers);
      expect(page.figures[6].data[0].z!.length).toBe(layers);
    },
    "no gradient of weights exceeds the product of its two factors": (page, settings) =>
      claims["factors"](page.figures[1], { ...own, ...settings }),
    "Nielsen's norms are like ours, whatever the parameters": (page, settings) =>
      claims["nielsens-nets"](page.figures[2], settings),
    "early layers begin slowest": (page, settings) => claims["descent"](page.figures[3], settings),
    "Adam's first step moves layers by their inputs, not by their gradients": (page) => {
      const first = (name: string): number => curve(page, 4, name)[0]!;
      expect(first("Adam, layer 1") / (0.01 * Math.sqrt(784))).toBeCloseTo(1, 1);
      expect(Math.abs(first("Adam, output") / (0.01 * Math.sqrt(30)) - 1)).toBeLessThan(0.2);
      expect(first("gradient descent, layer 1")).toBeLessThan(first("gradient descent, output"));
    },
    "the listener spoke five times at most, and only while the first net was trained": (page, settings) => {
      const lines = page.printed.flatMap((text) => text.trim().split("\n")).filter((line) => /^\d+: loss/.test(line)); // prettier-ignore
      const { steps } = valuesOf(settings);
      expect(lines.length).toBe(Math.ceil(steps / Math.ceil(steps / 5)));
    },
  },
);
