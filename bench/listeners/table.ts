import { digits, textTable, withQuartiles } from "../training/text-table";
import { LISTENERS, type ListenersResult } from "./result";

const heard = LISTENERS.slice(1);

/** The cost of listening, net by net. */
export function table({ machine, backend, activation, points }: ListenersResult): string {
  return [
    `${machine.cpu}, ${machine.cores} cores, Node ${machine.node}, ${backend}, ${activation}`,
    "Time of a step with a listener ÷ time of one to which nobody listens: median of the rounds (quartiles).",
    `Rounds repeated because they were disturbed: ${points.reduce((sum, { repeated }) => sum + repeated, 0)}.`,
    "",
    textTable([
      ["width × depth", "ms alone", ...heard],
      ...points.map(({ width, depth, milliseconds, ratios }) => [
        `${width} × ${depth}`,
        digits(milliseconds.median),
        ...heard.map((name) => withQuartiles(ratios[name])),
      ]),
    ]),
  ].join("\n");
}
