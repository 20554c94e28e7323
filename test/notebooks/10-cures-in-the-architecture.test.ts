import { expect } from "vitest";
import { describeNotebook } from "../support/notebook";
import type { NotebookContent } from "../support/notebook-page";
import type { Settings } from "../support/run-cells";

const isOwn = (settings: Settings): boolean => Object.keys(settings).length === 0;
const printed = (page: NotebookContent): string => page.printed.join("\n");

/** What the table says of a net. */
function line(page: NotebookContent, net: string, name: string): { factor: number; loss: number; right: number } {
  const found = new RegExp(`${net} +${name} +δ ×(\\S+) +loss (\\S+) +right (\\d+) %`).exec(printed(page))!;
  return { factor: Number(found[1]), loss: Number(found[2]), right: Number(found[3]) };
}

describeNotebook(
  "10-cures-in-the-architecture",
  {
    "the smallest nets": { shallow: 2, deep: 4, width: 4, steps: 20, seeds: 1 },
    "an odd depth and long steps": { shallow: 5, deep: 9, width: 6, rate: 0.1, steps: 30, seeds: 2 },
  },
  {
    "the nets as found stay where a coin is, and the cured ones leave it": (page, settings) => {
      if (!isOwn(settings)) return;
      for (const net of ["sigmoids", "relus"]) expect(Math.abs(line(page, net, "as found").loss - Math.LN2)).toBeLessThan(0.02);
      for (const name of ["gain 4, centred", "batch norm"]) expect(line(page, "sigmoids", name).right).toBeGreaterThan(90);
      for (const name of ["He, clipped", "skips / √L", "pre-norm"]) expect(line(page, "relus", name).right).toBeGreaterThan(95);
    },
    "layer normalization cures neither, equal steps not the deep net, and skips alone diverge": (page, settings) => {
      if (!isOwn(settings)) return;
      expect(line(page, "sigmoids", "layer norm").right).toBeLessThan(60);
      expect(line(page, "relus", "layer norm").right).toBeLessThan(60);
      expect(line(page, "relus", "equal steps").right).toBeLessThan(60);
      expect(printed(page)).toMatch(/relus +skips +δ ×\S+ +loss diverged/);
    },
    "other steps bring the sigmoid net to three of four, as a straight line gets": (page, settings) => {
      if (!isOwn(settings)) return;
      for (const name of ["Adam", "equal steps"]) expect(Math.abs(line(page, "sigmoids", name).right - 76)).toBeLessThan(6);
    },
    "the first layers as found hardly moved, those of the cured nets did": (page, settings) => {
      if (!isOwn(settings)) return;
      const moved = (name: string): number[] =>
        [...printed(page).matchAll(new RegExp(`, ${name}: first layer moved by at most (\\S+) of`, "g"))].map((found) => Number(found[1]));
      for (const share of moved("as found")) expect(share).toBeLessThan(1e-5);
      for (const share of [...moved("gain 4, centred"), ...moved("skips / √L"), ...moved("pre-norm")]) expect(share).toBeGreaterThan(1e-3);
    },
    "descent on ½(xy − 1)² ends below 2/η where it must": ({ figures }) => {
      const edge = figures.find(({ layout }) => String(layout.title?.text).includes("2/η 20"))!;
      const end = (name: string): number => (edge.data.find((trace) => trace.name === name)!.y as number[]).at(-1)!;
      expect(end("η = 0.1")).toBeCloseTo(13.09, 2);
      expect(end("η = 0.02")).toBeCloseTo(36.04, 1);
    },
    "clipping needs dozens of steps, a safe rate ten thousands, a larger one diverges": (page) => {
      expect(printed(page)).toMatch(/0\.00018, not clipped: \d{5} steps/);
      expect(printed(page)).toMatch(/0\.0019, not clipped: diverges/);
      expect(printed(page)).toMatch(/0\.5, clipped at 1: \d\d steps/);
    },
  },
);
