import { digits, textTable, withQuartiles } from "../training/text-table";
import { verdict } from "../training/rounds";
import { HEARD, type ListenersResult } from "./result";

/** The most that a listener at every step may cost a model (issue 10). */
const GOAL = 1.3;

/** The cost of listening, net by net. */
export function table({ machine, backend, activation, points }: ListenersResult): string {
  return [
    `${machine.cpu}, ${machine.cores} cores, Node ${machine.node}, ${backend}, ${activation}`,
    "Time of a step with a listener ÷ time of one to which nobody listens: median of the rounds (quartiles).",
    `Goal of a tf.LayersModel: ≤ ${GOAL} at every step (“?”: too uncertain to judge).`,
    `Rounds repeated because they were disturbed: ${points.reduce((sum, { repeated }) => sum + repeated, 0)}.`,
    "",
    textTable([
      ["width × depth", "ms alone", "ms model alone", ...HEARD, "goal"],
      ...points.map(({ width, depth, milliseconds, ratios }) => [
        `${width} × ${depth}`,
        digits(milliseconds.none.median),
        digits(milliseconds.model.median),
        ...HEARD.map((name) => withQuartiles(ratios[name])),
        verdict(GOAL, ratios["model, every step"]),
      ]),
    ]),
  ].join("\n");
}
