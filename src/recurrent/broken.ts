import { isHeld } from "../engine/broken";
import { byParameter } from "./parameters";
import type { RecurrentPass } from "./session";

/** What the cells' quantities are called in formulas; the others are gates. */
const SYMBOLS: Record<string, string> = { preactivation: "z", candidate: "g", hidden: "h", memory: "c" };

const allFinite = (values: Float32Array): boolean => values.every(Number.isFinite);

/** What is no longer finite in a pass through time, and where that began. */
export function whereInTime({ loss, trace, cell, gradients }: RecurrentPass): string {
  const seen = trace.names.map((name) => ({ name, values: trace.valuesOf(name)! }));
  const steps = seen[0].values.length;
  for (let t = 0; t < steps; t++) {
    const signal = seen.find(({ values }) => !allFinite(values[t]));
    if (signal) return `${SYMBOLS[signal.name] ?? `the ${signal.name} gate`} at time step ${t + 1}`;
  }
  if (!isHeld(loss)) return "the loss";
  const states = ["hidden", "memory"].flatMap((name) => {
    const flow = trace.gradientsOf(name);
    return flow ? [{ name, flow }] : [];
  });
  for (let t = steps - 1; t >= 0; t--) {
    const state = states.find(({ flow }) => !allFinite(flow[t]));
    if (state) return `∂C/∂${SYMBOLS[state.name]} at time step ${t + 1}`;
  }
  const found = byParameter(cell.gates, gradients()).gates.find(
    ({ inputWeights, recurrentWeights, biases }) =>
      ![inputWeights, recurrentWeights, biases].every(allFinite),
  );
  return found ? `the gradient of the ${found.gate} weights` : "the gradient of the output layer";
}
