import { expect } from "vitest";
import { describeNotebook } from "../support/notebook";
import type { NotebookContent } from "../support/notebook-page";
import type { Settings } from "../support/run-cells";

const own = { flat: 0.001, steep: 1, start: [1, 1], rate: 0.5, steps: 1000, tolerance: 0.0001 };
const valuesOf = (settings: Settings): typeof own => ({ ...own, ...settings });
const all = (page: NotebookContent): string => page.printed.join("\n");

/** Adagrad on flat·w₁² + steep·w₂² from (1, 1) at rate ½, three steps. */
function adagrad(flat: number, steep: number): number[] {
  return [flat, steep].map((coefficient) => {
    let [w, squares] = [1, 0];
    for (let step = 0; step < 3; step++) {
      const gradient = 2 * coefficient * w;
      squares += gradient ** 2;
      w -= (0.5 * gradient) / Math.sqrt(squares);
    }
    return w;
  });
}

/** The step at which gradient descent first moves less than `tolerance`. */
function smallStepAt({ flat, steep, start, rate, tolerance }: typeof own): number {
  let w = start;
  for (let step = 1; ; step++) {
    const change = [flat, steep].map((coefficient, i) => -2 * rate * coefficient * w[i]);
    w = w.map((value, i) => value + change[i]);
    if (Math.hypot(...change) < tolerance) return step;
  }
}

describeNotebook(
  "00-is-a-small-gradient-good-news",
  {
    "a rounder valley": { flat: 0.01, steep: 0.5, start: [2, -1], rate: 0.3, steps: 200, angle: 45, tolerance: 0.001 },
    "ends of the ranges": { flat: 0.0001, steep: 10, rate: 0.001, steps: 1, angle: 90, weights: [1], tolerance: 0.1 },
  },
  {
    "descent multiplies each axis by 1 − 2ηc per step, as its closed form says": (page, settings) => {
      const { flat, steep, rate, steps } = valuesOf(settings);
      const lines = [...all(page).matchAll(/^w(\d): × (\S+) per step, (\S+) % left at step (\d+)/gm)];
      expect(lines.length).toBe(2);
      for (const [i, coefficient] of [flat, steep].entries()) {
        const factor = 1 - 2 * rate * coefficient;
        expect(Number(lines[i][2])).toBeCloseTo(factor, 9);
        const left = 100 * Math.abs(factor) ** steps;
        expect(Math.abs(Number(lines[i][3]) - left)).toBeLessThanOrEqual(1e-3 * left + 1e-9);
      }
    },
    "measurement lies on the closed form of distance and gradient": (page, settings) => {
      const { flat, steep, start, rate } = valuesOf(settings);
      for (const [i, coefficient] of [flat, steep].entries()) {
        const measured = page.figures[1].data.find(({ name }) => name?.startsWith(`axis ${i + 1}: measured`))!;
        for (const [at, step] of (measured.x as number[]).entries()) {
          const distance = Math.abs(start[i]) * Math.abs(1 - 2 * rate * coefficient) ** step;
          if (distance > 1e-12 && measured.y![at] !== null)
            expect((measured.y![at] as number) / distance).toBeCloseTo(1, 3);
        }
      }
    },
    "Adagrad takes the same path on both axes, whatever their curvature": (page, settings) => {
      const { flat, steep } = valuesOf(settings);
      const [first, second] = adagrad(flat, steep).map((w) => w.toFixed(4));
      expect(all(page)).toMatch(new RegExp(`accumulator from 0: .*→ \\(${first}, ${second}\\)$`, "m"));
    },
    "the parameter-change test stops where a simulation does": (page, settings) => {
      const values = valuesOf(settings);
      const factors = [values.flat, values.steep].map((c) => Math.abs(1 - 2 * values.rate * c));
      if (Math.max(...factors) >= 1) return; // descent diverges: no test ever stops
      expect(all(page)).toMatch(new RegExp(`valley\\s+parameter change stops at step ${smallStepAt(values)},`));
    },
  },
);
