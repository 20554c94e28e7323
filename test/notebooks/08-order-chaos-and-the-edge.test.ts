import { expect } from "vitest";
import { describeNotebook } from "../support/notebook";
import type { NotebookContent } from "../support/notebook-page";
import type { Settings } from "../support/run-cells";

const own = { activation: "tanh", sigmaB: 0.3, gains: [0.5, 1.4, 3], steps: 60, seed: 1 };
const valuesOf = (settings: Settings): typeof own => ({ ...own, ...settings });
const isOwn = (settings: Settings): boolean => JSON.stringify(valuesOf(settings)) === JSON.stringify(own);
const titleOf = (page: NotebookContent, chart: number): string =>
  page.figures[chart].layout.title!.text!.replaceAll("<br>", " ");

describeNotebook(
  "08-order-chaos-and-the-edge",
  {
    "ReLU in shallow nets": { activation: "relu", depth: 2, steps: 1 },
    "sigmoids with their large weights": { activation: "sigmoid", largest: 20, gains: [4, 10, 18], depth: 10, steps: 5 },
    "no line at all": { activation: "swish", sigmaB: 0.05, depth: 6, steps: 5, seed: 7 },
  }, // prettier-ignore
  {
    "the diagram's title says where δ keeps its size": (page, settings) => {
      const { activation } = valuesOf(settings);
      const where = { tanh: "at σ_w = 1", relu: "at σ_w = 1.41", sigmoid: "at σ_w = 10.1", swish: "at no σ_w" };
      expect(titleOf(page, 0)).toBe(`${activation === "swish" ? "swish(1)" : activation}, σ_b = 0: δ keeps its size ${where[activation as "tanh"]}`);
    },
    "tanh's line passes through (0, 1) and (0.05, 1.76095)": (page) => {
      const printed = page.printed.join("\n");
      expect(printed).toContain("σ_b² = 0: critical σ_w² = 1.00000");
      expect(printed).toContain("σ_b² = 0.05: critical σ_w² = 1.76095");
    },
    "in order a correlation ends at 1, in chaos far below": (page, settings) => {
      if (!isOwn(settings)) return;
      const [, order, chaos] = /layers, ([\d.]+) \(σ_w = 0\.5\) to ([\d.]+) \(σ_w = 3\)/.exec(titleOf(page, 2))!;
      expect(Number(order)).toBe(1);
      expect(Number(chaos)).toBeLessThan(0.4);
    },
    "near the edge a net learns that does not in order or in chaos": (page, settings) => {
      if (!isOwn(settings)) return;
      const end = (gain: number): number => page.figures[4].data.find((trace) => trace.name === `σ_w = ${gain}` && !("fill" in trace))!.y!.at(-1) as number; // prettier-ignore
      expect(Math.abs(end(0.5) - Math.LN2)).toBeLessThan(0.05);
      expect(end(1.4)).toBeLessThan(0.3);
      expect(end(3)).toBeGreaterThan(0.5);
    },
    "ReLU's likeness follows 9π²/2l²": (page) => {
      const [, exact, law] = /1000 layers: 1 − c = ([\d.]+), law ([\d.]+)/.exec(page.printed.join("\n"))!;
      expect(Number(exact) / Number(law)).toBeCloseTo(1, 1);
    },
    "the fan has the mean and spread of theory": (page) => {
      const { updatemenus: menu } = page.figures[5].layout as unknown as { updatemenus: { buttons: { args: [unknown, Record<string, string>] }[] }[] }; // prettier-ignore
      const titles = menu[0].buttons.map(({ args }) => args[1]["title.text"].replaceAll("−", "-"));
      expect(titles).toHaveLength(3);
      for (const title of titles) {
        const [, mean, spread, found, deviation, nets] = /ln δ₁ (\S+) ± (\S+) in theory,<br>(\S+) ± (\S+) in (\d+) nets/.exec(title)!.map(Number); // prettier-ignore
        expect(Math.abs(found - mean)).toBeLessThan((4.5 * spread) / Math.sqrt(nets));
        // A standard deviation of so many numbers errs by a share of 1/√(2·nets), more with the tails of narrow nets.
        expect(Math.abs(Math.log(deviation / spread))).toBeLessThan(5 / Math.sqrt(2 * nets));
      }
    },
  },
);
