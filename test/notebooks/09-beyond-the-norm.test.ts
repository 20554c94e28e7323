import { expect } from "vitest";
import { describeNotebook } from "../support/notebook";
import type { NotebookContent } from "../support/notebook-page";

type Drawn = { name?: unknown; mode?: unknown; legendgroup?: unknown; fill?: unknown; x?: unknown; y?: unknown };

const traces = (page: NotebookContent, chart: number): Drawn[] => page.figures[chart].data as Drawn[];
/** What was measured of a series, and what theory has there. */
function series(page: NotebookContent, chart: number, name: string): { measured: number[]; theory: number[] } {
  const all = traces(page, chart);
  const measured = all.find((trace) => trace.name === name && trace.mode === "markers");
  const theory = all.find((trace) => trace.legendgroup === name && trace.mode === "lines" && !trace.fill);
  return { measured: measured!.y as number[], theory: theory!.y as number[] };
}

describeNotebook(
  "09-beyond-the-norm",
  {
    "nets far deeper than wide": { width: 16, depth: 64, seeds: 2, steps: 20 },
    "the absolute value, and two layers": { leak: -1, depth: 2, seeds: 2, steps: 20, strengths: [2], start: 0.01 },
    "a leak, neighbours and strong branches": { leak: 0.5, depth: 8, width: 32, seeds: 2, steps: 20, cosine: 0.95, branch: 1, factors: 50, strengths: [4, 0.5] },
  }, // prettier-ignore
  {
    "an orthogonal linear net stretches no direction": (page) => {
      const strokes = traces(page, 0).find(({ name }) => name === "orthogonal")!;
      for (const s of strokes.y as number[]) expect(s).toBeCloseTo(1, 4);
    },
    "the spread is L, and 0 for orthogonal weights; tanh's stays bounded": (page) => {
      const gaussian = series(page, 1, "linear, Gaussian");
      gaussian.theory.forEach((y, i) => expect(y).toBeCloseTo(2 ** i, 3));
      // One layer: Var(s²) of n values deviates from 1 by about 2/√n.
      expect(Math.abs(gaussian.measured[0] - 1)).toBeLessThan(0.8);
      for (const y of series(page, 1, "linear, orthogonal").measured) expect(Math.abs(y)).toBeLessThan(1e-6);
      expect(series(page, 1, "tanh, orthogonal").theory.at(-1)!).toBeLessThan(2);
    },
    "directions fall behind as digamma says": (page) => {
      const { measured, theory } = series(page, 3, "one product, n = 32");
      expect(measured.length).toBe(32);
      expect(theory[0]).toBeCloseTo(-0.015788, 5);
      expect(theory[0] - theory[1]).toBeCloseTo(0.016389, 5);
      expect(Math.abs(measured[15] - theory[15])).toBeLessThan(0.15);
    },
    "each mode is learned along its sigmoid": (page) => {
      for (const { name, mode, y } of traces(page, 4)) {
        if (mode !== "markers") continue;
        const { theory } = series(page, 4, String(name));
        expect(Math.abs((y as number[]).at(-1)! - theory.at(-1)!)).toBeLessThan(0.1 * Math.max(...theory) + 0.05);
      }
    },
    "a skip connection keeps gradients alike": (page) => {
      const [plain, skips] = ["plain", "with skips"].map((name) => series(page, 5, name));
      expect(plain.theory.at(-1)!).toBeLessThan(skips.theory.at(-1)!);
    },
    "deeper linear nets follow their equation": (page) => {
      for (const name of ["N = 2", "N = 4", "N = 8, from 1"]) {
        const { measured, theory } = series(page, 7, name);
        measured.forEach((y, i) => expect(Math.abs(y - theory[i])).toBeLessThan(0.1));
      }
    },
  },
);
