import { norm, rms } from "../numerics/norm";
import type { GateGradients, TimeStepGradients } from "./hooks";
import { byParameter } from "./parameters";
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

/** U of every gate in a pass. */
export const recurrentWeights = ({ cell, parameters }: RecurrentPass): Float32Array[] =>
  byParameter(cell.gates, parameters()).gates.map(({ recurrentWeights }) => recurrentWeights);

/** The gradient norms of every gate's weights in a pass. */
export const gateGradients = ({ cell, gradients }: RecurrentPass): GateGradients[] =>
  byParameter(cell.gates, gradients()).gates.map(({ gate, recurrentWeights, inputWeights }) => ({
    gate,
    recurrentNorm: norm(recurrentWeights),
    inputNorm: norm(inputWeights),
  }));
