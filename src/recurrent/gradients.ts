import { norm, rms } from "../numerics/norm";
import { inputPart, recurrentPart } from "../engine/pass/through-time";
import type { GateGradients, TimeStepGradients } from "./hooks";
import type { RecurrentPass } from "./look";

/** The gradients of the states at every time step of a pass. */
export const timeStepGradients = ({ flows }: RecurrentPass): TimeStepGradients[] =>
  flows.map(({ hidden, memory }, t) => ({
    step: t + 1,
    hiddenGradientRms: rms(hidden),
    ...(memory && { memoryGradientRms: rms(memory) }),
  }));

/** The gradient norms of every gate's weights in a pass, in the batch's mean loss. */
export const gateGradients = ({ cell, gradients, size }: RecurrentPass): GateGradients[] =>
  cell.gates.map((gate, k) => ({
    gate,
    recurrentNorm: norm(gradients[recurrentPart(k)].weights) / size,
    inputNorm: norm(gradients[inputPart(k)].weights) / size,
  }));
