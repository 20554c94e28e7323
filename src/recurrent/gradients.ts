import { norm, rms } from "../numerics/norm";
import type { GateGradients, TimeStepGradients } from "./hooks";
import type { RecurrentPass } from "./session";

/** The gradients of the states at every time step of a pass. */
export function timeStepGradients({ trace, size }: RecurrentPass): TimeStepGradients[] {
  const memory = trace.gradientsOf("memory");
  return trace.gradientsOf("hidden")!.map((hidden, t) => ({
    step: t + 1,
    // The tensors belong to the mean loss, which divides each sequence's own gradient by their number.
    hiddenGradientRms: size * rms(hidden),
    ...(memory && { memoryGradientRms: size * rms(memory[t]) }),
  }));
}

/** U of every gate, or its gradient, from a list in the order of `parameterList`. */
export const recurrentWeights = <T>(gates: readonly string[], list: readonly T[]): T[] =>
  gates.map((_, i) => list[3 * i + 1]);

/** The gradient norms of every gate's weights; `gradients` in the order of `parameterList`. */
export const gateGradients = (
  gates: readonly string[],
  gradients: readonly Float32Array[],
): GateGradients[] =>
  gates.map((gate, i) => ({
    gate,
    recurrentNorm: norm(gradients[3 * i + 1]),
    inputNorm: norm(gradients[3 * i]),
  }));
