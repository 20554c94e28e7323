import { isHeld } from "../engine/broken";
import { inputPart, recurrentPart } from "../engine/pass/through-time";
import type { RecurrentPass } from "./look";

/** What the cells' quantities are called in formulas; the others are gates. */
const SYMBOLS: Record<string, string> = { preactivation: "z", candidate: "g", hidden: "h", memory: "c" };

const isAllHeld = (values: Float64Array): boolean => values.every(isHeld);

/** What float32 no longer holds in a pass through time, and where that began. */
export function whereInTime({ loss, steps, flows, gradients, size, cell }: RecurrentPass): string {
  const firstBad = (quantities: object): string | undefined =>
    Object.entries(quantities).find(([, values]) => !isAllHeld(values as Float64Array))?.[0];
  for (const [t, quantities] of steps.entries()) {
    const bad = firstBad(quantities);
    if (bad) return `${SYMBOLS[bad] ?? `the ${bad} gate`} at time step ${t + 1}`;
  }
  if (!isHeld(loss)) return "the loss";
  const flow = flows.findLastIndex((states) => firstBad(states) !== undefined);
  if (flow >= 0) return `∂C/∂${SYMBOLS[firstBad(flows[flow])!]} at time step ${flow + 1}`;
  const isBad = (part: number): boolean =>
    Object.values(gradients[part]).some((values: Float64Array) => !values.every((x) => isHeld(x / size)));
  const gate = cell.gates.find((_, k) => isBad(inputPart(k)) || isBad(recurrentPart(k)));
  return gate ? `the gradient of the ${gate} weights` : "the gradient of the output layer";
}
