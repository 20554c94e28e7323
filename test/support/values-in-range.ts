import { describe, expect, test } from "vitest";
import { claimsOf } from "./claims";
import { capped, ownValues, parameterSets } from "./draw-parameters";
import { asksOf, expectAnswerable } from "./guess";
import { runCells, type Settings, type Shown, stems } from "./run-cells";
import { expectDrawable, expectTrueWords } from "./true-figure";

/** The largest values of what costs time, for a short run. */
const SIZES = { depth: 8, deep: 8, width: 8, steps: 20, nets: 20, seeds: 2 };
/** The notebook that a short run leaves out: the phase diagram of its drawn activation takes half as long as all the others. */
const LONG = "08-order-chaos-and-the-edge";

/**
 * Holds the words of every chart against its curves, and what is printed against what nobody should read.
 * @param changed values that differ from the notebook's own
 */
export function expectTrue(stem: string, run: Shown, changed: Settings): void {
  const settings = { ...ownValues(stem), ...changed };
  const claims = claimsOf[stem.slice(0, 2)];
  const asks = asksOf(stem);
  for (const { cell, figure } of run.figures) {
    const about = `the chart of cell ${cell}: ${figure.description}`;
    try {
      expectTrueWords(figure);
      expectDrawable(figure);
      claims?.[cell]?.(figure, settings);
      if (asks[cell]) expectAnswerable(figure, asks[cell]);
    } catch (error) {
      throw new Error(`${about}\n${(error as Error).message}`, { cause: error });
    }
  }
  for (const { cell, text } of run.printed) {
    expect(text, `what cell ${cell} prints`).not.toMatch(/\b(NaN|Infinity|undefined|null)\b|\b1 steps\b/);
  }
}

/**
 * Runs every notebook with sets of values in its stated ranges, and holds each chart's words against its curves.
 * @param sets how many per notebook
 * @param options.short leaves out one notebook, the sizes that take minutes, and all lower and all upper ends, which are the first two sets
 */
export function describeValuesInRange(sets: number, { short }: { short: boolean }): void {
  describe.each(stems.filter((stem) => !short || stem !== LONG))("%s", (stem) => {
    const drawn = short
      ? parameterSets(stem, 2 + sets)
          .slice(2)
          .map((settings) => capped(stem, settings, SIZES))
      : parameterSets(stem, sets);
    const cases = drawn.map((settings) => ({ settings }));
    test.each(cases)("runs to its end, and every chart is true, with $settings", async ({ settings }) => {
      expectTrue(stem, await runCells(stem, settings), settings);
    });
  });
}
