/** The gradient norms of one layer of a tfjs model at one step of its own training. */
export interface ModelLayerGradients {
  /** Its place among the trained layers, from 1. */
  layer: number;
  /** The layer's name, after those of the models that it lies in: "base/dense_Dense1". */
  name: string;
  /** ‖∂C/∂W‖, Frobenius, of all parameters that are not biases together (kernels, recurrent kernels, gains, …). */
  weightNorm: number;
  /** ‖∂C/∂b‖ of all biases and shifts β together; 0 where there are none. */
  biasNorm: number;
  /**
   * Root mean square of δ over examples and units: ∂C/∂z, or ∂C/∂output of a layer whose z is not to be seen, times the number
   * of examples. Only where asked for by `delta`; NaN where the optimizer is given gradients that it did not compute.
   */
  deltaRms?: number;
  /**
   * ‖ΔW‖ ÷ ‖W‖ of the optimizer's own update, from the weights before and after it: what float32 rounds away is 0 here.
   * 0 where nothing is updated, Infinity where W was 0.
   */
  updateRatio: number;
  /** The same numbers as base-10 logarithms; −Infinity for 0. */
  log10: {
    /** log₁₀ ‖∂C/∂W‖ */
    weightNorm: number;
    /** log₁₀ ‖∂C/∂b‖ */
    biasNorm: number;
    /** log₁₀ of the root mean square of δ, where asked for. */
    deltaRms?: number;
    /** log₁₀ (‖ΔW‖ ÷ ‖W‖) */
    updateRatio: number;
  };
}

/** What a listener on a tfjs model is given, after the update. */
export interface ModelGradientEvent {
  /** Counted from 0 since the listener was attached. */
  step: number;
  /** The batch's loss before the update, regularization included; NaN where the optimizer is not told of it. */
  loss: number;
  /** In the model's order, those of models within it in their place. */
  layers: ModelLayerGradients[];
}
