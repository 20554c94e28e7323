import { describe, expect, test } from "vitest";
import { parameterSets } from "../support/draw-parameters";
import type { Settings } from "../support/notebook";
import { type CellsRun, runCells } from "../support/run-cells";
import { expectDrawable, expectTrueWords } from "../support/true-figure";
import { claims } from "./claims";

/**
 * How many sets of values each notebook is run with. `npm run soak` asks for 300; a run of the suite has time for some,
 * and leaves out the sizes that take minutes.
 */
const SETS = Number(process.env["VG_PARAMETER_SETS"] ?? 9);
const SHORT = process.env["VG_PARAMETER_SETS"] === undefined;

const stems = [
  "00-is-a-small-gradient-good-news",
  "01-where-the-sigmoid-comes-from",
  "02-what-backprop-multiplies",
];

/** The largest values of what costs time, for a short run. */
const SIZES: Settings = { depth: 60, width: 24, steps: 1000 };

function shortened(settings: Settings): Settings {
  if (!SHORT) return settings;
  const capped = Object.entries(SIZES).filter(([name, most]) => Number(settings[name]) > Number(most));
  return { ...settings, ...Object.fromEntries(capped) };
}

function expectTrue(run: CellsRun, settings: Settings): void {
  for (const { cell, figure } of run.figures) {
    const about = `the chart of cell ${cell}: ${figure.description}`;
    try {
      expectTrueWords(figure);
      expectDrawable(figure);
      claims[cell]?.(figure, settings);
    } catch (error) {
      throw new Error(`${about}\n${(error as Error).message}`, { cause: error });
    }
  }
  for (const { cell, text } of run.printed) {
    expect(text, `what cell ${cell} prints`).not.toMatch(/\b(NaN|Infinity|undefined|null)\b|\b1 steps\b/);
  }
}

describe.each(stems)("%s", (stem) => {
  const sets = parameterSets(stem, SETS).map((settings) => ({ settings: shortened(settings) }));
  test.each(sets)("runs to its end, and every chart is true, with $settings", async ({ settings }) => {
    expectTrue(await runCells(stem, settings), settings);
  });
});
