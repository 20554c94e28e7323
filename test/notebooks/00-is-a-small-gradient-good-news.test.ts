import { expect } from "vitest";
import { describeNotebook } from "../support/notebook";
import type { NotebookContent } from "../support/notebook-page";
import type { Settings } from "../support/run-cells";

const own = { flat: 0.001, steep: 1, start: [1, 1], rate: 0.5, steps: 1000, angle: 30, tolerance: 0.0001 };
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

/** The step at which gradient descent first moves less than `tolerance`, and where along the valley's axes that is. */
function smallStep({ flat, steep, start, rate, tolerance }: typeof own): { step: number; u: number[] } {
  let u = start;
  for (let step = 1; ; step++) {
    const change = [flat, steep].map((coefficient, i) => -2 * rate * coefficient * u[i]);
    u = u.map((value, i) => value + change[i]);
    if (Math.hypot(...change) < tolerance) return { step, u };
  }
}

const converges = ({ flat, steep, rate }: typeof own): boolean =>
  Math.max(...[flat, steep].map((c) => Math.abs(1 - 2 * rate * c))) < 1;

/** The share of the cost that the best step of weight i saves at u: gᵢ²/(2HᵢᵢC), in the valley turned by `degrees`. */
function mostAlone({ flat, steep }: typeof own, u: number[], degrees: number, i: number): number {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  const [a, b] = i === 0 ? [cos, -sin] : [sin, cos];
  const gradient = 2 * flat * u[0] * a + 2 * steep * u[1] * b;
  const curvature = 2 * flat * a ** 2 + 2 * steep * b ** 2;
  return gradient ** 2 / (2 * curvature * (flat * u[0] ** 2 + steep * u[1] ** 2));
}

describeNotebook(
  "00-is-a-small-gradient-good-news",
  {
    "a rounder valley": { flat: 0.01, steep: 0.5, start: [2, -1], rate: 0.3, steps: 200, angle: 45, tolerance: 0.001 },
    "ends of the ranges": { flat: 0.0001, steep: 10, rate: 0.001, steps: 1, angle: 90, weights: [1], tolerance: 0.1 },
    "a weight at its minimum": { start: [0, 1], rate: 0.9, angle: 0, weights: [0, 0, 0, 2] },
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
    "ten times as far leaves the same share": (page, settings) => {
      const { flat, rate, steps, start } = valuesOf(settings);
      const [, share] = /^w1 from ten times as far: (\S+) % left$/m.exec(all(page))!;
      const left = start[0] === 0 ? 0 : 100 * Math.abs(1 - 2 * rate * flat) ** steps;
      expect(Math.abs(Number(share) - left)).toBeLessThanOrEqual(1e-3 * left);
    },
    "measurement lies on the closed form of distance and gradient": (page, settings) => {
      const { flat, steep, start, rate } = valuesOf(settings);
      for (const [i, coefficient] of [flat, steep].entries()) {
        const measured = page.figures[0].data.find(({ name }) => name?.startsWith(`axis ${i + 1}: measured`))!;
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
      if (!converges(values)) return; // no test ever stops
      expect(all(page)).toMatch(new RegExp(`valley\\s+parameter change stops at step ${smallStep(values).step},`));
    },
    "a weight alone saves what slope and curvature along its axis allow": (page, settings) => {
      const values = valuesOf(settings);
      const lines = [...all(page).matchAll(/^(upright|turned): w1 alone saves (\S+) % of the cost, w2 alone (\S+) %$/gm)];
      expect(lines.map(([, which]) => which)).toEqual(["upright", "turned"]);
      const { u } = smallStep(values);
      for (const [, which, ...saved] of lines) {
        for (const [i, share] of saved.entries()) {
          const most = 100 * (mostAlone(values, u, which === "turned" ? values.angle : 0, i) || 0);
          expect(Number(share)).toBeLessThanOrEqual(most + 0.006);
          // Rates are doubled: the best of them is within a third of the best of all, and 2x − x² ≥ 8/9 there.
          expect(Number(share)).toBeGreaterThanOrEqual((8 / 9) * most - 0.006);
        }
      }
    },
  },
); // prettier-ignore
