import { verdict } from "../training/rounds";
import { digits, textTable, withQuartiles } from "../training/text-table";
import type { NormsResult } from "./result";

/** The most that a step may take with norms, as a multiple of one without (issue 12). */
export const goalOf = (width: number): number => (width < 64 ? 1.15 : 1.05);

/** The cost of the norms, net by net. */
export function table({ machine, activation, points }: NormsResult): string {
  return [
    `${machine.cpu}, ${machine.cores} cores, Node ${machine.node}, ${activation}`,
    `Time of a step with the norms of all layers ÷ time of one without: median of the rounds (quartiles); “?”: too uncertain to judge.`,
    `Rounds repeated because they were disturbed: ${points.reduce((sum, { repeated }) => sum + repeated, 0)}.`,
    "",
    textTable([
      ["width × depth", "ratio", "goal", "ms with", "ms without"],
      ...points.map(({ width, depth, ratio, norms, plain }) => [
        `${width} × ${depth}`,
        withQuartiles(ratio),
        `${verdict(goalOf(width), ratio)} ≤ ${goalOf(width)}`,
        digits(norms.median),
        digits(plain.median),
      ]),
    ]),
  ].join("\n");
}
