import { expect } from "vitest";
import { describeNotebook } from "../support/notebook";
import type { NotebookContent } from "../support/notebook-page";
import type { Settings } from "../support/run-cells";

const own = { delay: 20, units: 8, norm: 0.6, keepBias: 1, rate: 0.3, steps: 150, seed: 3 };
const isOwn = (settings: Settings): boolean => Object.keys(settings).every((name) => settings[name] === own[name as keyof typeof own]); // prettier-ignore

/** The last of the numbers that a chart draws under a name. */
function lastOf({ figures }: NotebookContent, chart: number, name: string): number {
  const found = figures[chart].data.find((trace) => String(trace.name).startsWith(name))!;
  return (found.y as number[]).at(-1)!;
}

describeNotebook(
  "11-depth-in-time",
  {
    "the smallest nets and a short delay": { units: 2, delay: 1, steps: 10, keepBias: -3, seed: 1 },
    "a large norm and rate": { norm: 2, rate: 1, steps: 20, units: 4, delay: 8, keepBias: 8, seed: 2 },
  },
  {
    "no pair of steps is above its bound": ({ printed }) => {
      const [, share] = /the largest share of its bound: ([\d.]+)/.exec(printed.join("\n"))!;
      expect(Number(share)).toBeLessThanOrEqual(1.0001);
    },
    "by gradient descent those learn that have a path from the start, and nobody else": (page, settings) => {
      if (!isOwn(settings)) return;
      for (const name of ["LSTM 1997", "LSTM, bias 5"]) expect(lastOf(page, 5, name)).toBeLessThan(0.1);
      for (const name of ["RNN", "LSTM,", "GRU"]) {
        const curve = page.figures[5].data.find((trace) => String(trace.name).startsWith(name) && !String(trace.name).includes("bias")); // prettier-ignore
        expect((curve!.y as number[]).at(-1)!).toBeGreaterThan(0.5);
      }
    },
    "clipped, the net learns that is thrown back as it is": (page, settings) => {
      if (!isOwn(settings)) return;
      expect(lastOf(page, 7, "as it is")).toBeGreaterThan(0.5);
      expect(lastOf(page, 7, "clipped")).toBeLessThan(0.1);
    },
    "with Adam all five learn, and the RNN has latched": (page, settings) => {
      if (!isOwn(settings)) return;
      const losses = page.figures[8].data.filter(({ type }) => type === "scatter").map(({ y }) => (y as number[]).at(-1)!); // prettier-ignore
      expect(losses).toHaveLength(5);
      for (const loss of losses) expect(loss).toBeLessThan(0.01);
      const [rnn, lstm, gru] = ["RNN", "LSTM", "GRU"].map((name) => (page.figures[9].data.find((trace) => trace.name === name)!.y as number[])[0]); // prettier-ignore
      expect(rnn).toBeLessThan(1e-6);
      for (const gated of [lstm, gru]) expect(gated).toBeGreaterThan(0.1);
    },
  },
);
