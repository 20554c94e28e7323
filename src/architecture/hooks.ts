/** The gradient norms of one layer in one backward pass. δ is ∂C/∂z per example; C is the batch's mean loss. */
export interface LayerGradients {
  /** 1 for the first hidden layer; the output layer is depth + 1. */
  layer: number;
  /** ‖∂C/∂W‖, Frobenius. */
  weightNorm: number;
  /** ‖∂C/∂b‖, Euclidean. */
  biasNorm: number;
  /** Root mean square of δ over examples and units. */
  deltaRms: number;
  /** Learning rate × ‖∂C/∂W‖ ÷ ‖W‖; outside training the rate is 1. */
  updateRatio: number;
  /** The same norms as base-10 logarithms, which go on where the numbers above end (5·10⁻³²⁴); −Infinity for 0. */
  log10: { weightNorm: number; biasNorm: number; deltaRms: number };
}

/** What a listener of `net.onGradients` is given. */
export interface GradientEvent {
  /** "train", or "measure" for a look that changes nothing. */
  source: "train" | "measure";
  /** The step, counted from 0. */
  step: number;
  /** The batch's mean loss, in nats. */
  loss: number;
  /** From the first hidden layer to the output. */
  layers: LayerGradients[];
}

export type GradientListener = (event: GradientEvent) => void;
