/** The gradients of one time step in one backward pass; C is each sequence's own loss. */
export interface TimeStepGradients {
  /** 1 for the first time step; the loss sees the last. */
  step: number;
  /** Root mean square of ∂C/∂h_t over sequences and units. */
  hiddenGradientRms: number;
  /** Root mean square of ∂C/∂c_t; only for LSTMs. */
  memoryGradientRms?: number;
}

/** The gradient norms of one gate's weights in one backward pass; C is the batch's mean loss. */
export interface GateGradients {
  /** The gate's name, such as "forget"; "state" for the simple cell. */
  gate: string;
  /** ‖∂C/∂U‖ of the recurrent weights, Frobenius. */
  recurrentNorm: number;
  /** ‖∂C/∂W‖ of the weights of the inputs, Frobenius. */
  inputNorm: number;
}

/** One gate in one training step. */
export interface GateUpdate extends GateGradients {
  /** ‖ΔU‖ ÷ ‖U‖ of the optimizer's own update, with clipping, decay and schedule, before U + ΔU is rounded to float32. */
  updateRatio: number;
}

/** What a listener of a recurrent net's `onGradients` is given. */
export interface RecurrentGradientEvent {
  /** "train", or "measure" for a look that changes nothing. */
  source: "train" | "measure";
  /** The training step, counted from 0. */
  step: number;
  /** The batch's mean loss, in nats (or half squared error). */
  loss: number;
  /** From the first time step to the last. */
  timeSteps: TimeStepGradients[];
  /** Every gate's gradient norms, summed over time steps; while training with its update. */
  gates: GateGradients[] | GateUpdate[];
}
