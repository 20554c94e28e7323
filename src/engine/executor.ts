import type { LayerPlan } from "../architecture/layers";
import type { Batch } from "../data/dataset";
import type { Optimizer } from "../optimizers/optimizer";

/** What one layer did in one backward pass. Each array is read from the tensors at its first use. */
export interface LayerPass {
  readonly plan: LayerPlan;
  /** Examples in the batch. */
  readonly size: number;
  readonly weights: Float32Array;
  readonly weightGradient: Float32Array;
  /** None for a net without biases. */
  readonly biasGradient: Float32Array;
  /** δ = ∂Cᵢ/∂(aW + b) of each example's own loss Cᵢ, size × fanOut. */
  readonly delta: Float32Array;
  /** z, after normalization where there is one; size × fanOut. */
  readonly preactivation: Float32Array;
  /** φ(z), before dropout and skip connection; size × fanOut. */
  readonly activation: Float32Array;
  /** The learned slopes α; absent where there are none. */
  readonly slope?: Float32Array;
  /** ∂C/∂α of the learned slopes; absent where there are none. */
  readonly slopeGradient?: Float32Array;
}

/** What may be done to the gradients on their way into an update. */
export interface UpdateOptions {
  /** Factor on the learning rate, from a schedule; default 1. */
  factor?: number;
  /** Largest norm of all gradients together, to which they are scaled down (Pascanu, Mikolov & Bengio 2013). */
  clipNorm?: number;
  /** Largest absolute value of a single gradient entry, at which it is cut off. */
  clipValue?: number;
  /** λ of an L2 penalty ½λ‖W‖² on weight matrices; biases, slopes and gains are free of it. Default 0. */
  weightDecay?: number;
}

/** One backward pass whose numbers are still at hand; `close` frees them. */
export interface Pass {
  /** The batch's mean loss, in nats. */
  readonly loss: number;
  /** The share of examples whose class is predicted right. */
  readonly accuracy: number;
  readonly layers: readonly LayerPass[];
  /** Changes the parameters by the optimizer's rule, with this pass's gradients. */
  update(optimizer: Optimizer, options?: UpdateOptions): void;
  close(): void;
}

/** A net that is loaded for running. */
export interface Session {
  /** Forward and backward through one batch; `training` turns on random slopes, dropout and batch statistics. */
  backward(batch: Batch, options: { training: boolean }): Pass;
  /** The mean loss and accuracy of a batch, as at test: running statistics, mean slopes, no dropout. */
  evaluate(batch: Batch): { loss: number; accuracy: number };
  /** The outputs before softmax or sigmoid, size × outputs. */
  forward(inputs: Float32Array, size: number): Float32Array;
  /** Copies the parameters back into the net. */
  save(): void;
  /** Frees everything; the net keeps what was saved. */
  close(): void;
}
