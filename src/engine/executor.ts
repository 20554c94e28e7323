import type { LayerPlan } from "../architecture/layers";
import type { Batch } from "../data/dataset";
import type { Optimizer } from "../optimizers/optimizer";
import type { LayerGradients } from "../architecture/hooks";
import type { Evaluation } from "./evaluation";
import type { Magnitude } from "../numerics/magnitude";
import type { Floats } from "../numerics/norm";

/** What one layer did in one backward pass. Each array is read from the tensors at its first use. */
export interface LayerPass {
  /** What the layer is. */
  readonly plan: Pick<LayerPlan, "index" | "fanIn" | "fanOut" | "activation">;
  /** Examples in the batch. */
  readonly size: number;
  /** Before the update; fanIn × fanOut, row by row. */
  readonly weights: Float32Array;
  /** ∂C/∂W, in the same order. */
  readonly weightGradient: Floats;
  /** None for a net without biases. */
  readonly biasGradient: Floats;
  /** δ = ∂Cᵢ/∂(Wa + b) of each example's own loss Cᵢ, size × fanOut. */
  readonly delta: Floats;
  /** What φ is applied to: z = Wa + b, normalized where the net is; size × fanOut. */
  readonly preactivation: Floats;
  /** φ of that, before dropout and skip connection; size × fanOut. */
  readonly activation: Floats;
  /** The learned slopes α; absent where there are none. */
  readonly slope?: Float32Array;
  /** ∂C/∂α of the learned slopes; absent where there are none. */
  readonly slopeGradient?: Floats;
  /** ∂C/∂γ of a normalization's gains; absent where there are none. */
  readonly gainGradient?: Floats;
  /** ∂C/∂β of a normalization's shifts; absent where there are none. */
  readonly shiftGradient?: Floats;
  /** ‖∂C/∂W‖, ‖∂C/∂b‖ and the root mean square of δ, right also where the arrays have left their range. */
  readonly norms: LayerNorms;
  /** The same norms as float32 alone gives them: δ not scaled, squares summed in float32. */
  readonly float32: {
    /** ‖∂C/∂W‖ */
    weightNorm: number;
    /** ‖∂C/∂b‖ */
    biasNorm: number;
    /** Root mean square of δ. */
    deltaRms: number;
  };
}

/** A layer's gradient norms, beyond float64's range too. */
export interface LayerNorms {
  /** ‖∂C/∂W‖, Frobenius. */
  readonly weightGradient: Magnitude;
  /** ‖∂C/∂b‖, Euclidean. */
  readonly biasGradient: Magnitude;
  /** ‖∂C/∂α‖; absent where there are no learned slopes. */
  readonly slopeGradient?: Magnitude;
  /** ‖∂C/∂γ‖; absent where there is no normalization. */
  readonly gainGradient?: Magnitude;
  /** ‖∂C/∂β‖; absent where there is no normalization. */
  readonly shiftGradient?: Magnitude;
  /** Root mean square of δ over examples and units. */
  readonly deltaRms: Magnitude;
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

/** What a forward and backward pass through one batch was like. */
export interface Pass {
  /** The batch's mean loss, in nats. */
  readonly loss: number;
  /** The share of examples whose class is predicted right; NaN where there are no classes. */
  readonly accuracy: number;
  readonly layers: readonly LayerPass[];
}

/** How a pass runs: `training` turns on random slopes, dropout and batch statistics, drawn for that step of a training. */
export interface PassOptions {
  training: boolean;
  step?: number;
}

/** What a training changes the parameters by, the same at every step. */
export interface UpdateRule extends Omit<UpdateOptions, "factor"> {
  optimizer: Optimizer;
}

/** One step of a training, whatever is trained. */
export interface Outcome {
  /** The batch's mean loss before the update, in nats. */
  loss: number;
  /** The share of examples predicted right before the update; NaN where there are no classes. */
  accuracy: number;
  /** What is no longer finite, and where that began; such a step changes no parameter. Absent where all is well. */
  broken?: string;
}

/** One step of a net of layers. */
export interface StepResult extends Outcome {
  /** Every layer's gradient norms, from the first hidden layer to the output. */
  layers: LayerGradients[];
}

/** A net that is loaded for training; `Seen` is what a pass shows of it. */
export interface TrainingSession<Result extends Outcome = StepResult, Seen = Pass> {
  /** "graph": each block of steps is one call; "kernels": each step is a list of calls to WebAssembly; "reference": by autodiff. */
  readonly executor: "graph" | "kernels" | "reference";
  /**
   * Takes one step for each batch, with the learning rate times its factor; ends at a step that is broken, the last result.
   */
  steps(batches: readonly Batch[], factors: readonly number[]): Result[];
  /** Whether nothing of a batch is needed after its step, so that the next one may have its arrays. */
  readonly copiesBatches?: boolean;
  /** How many steps the next block should have, so that it takes a few hundredths of a second. */
  readonly block: number;
  /** What the next block does first and takes seconds for; absent where nothing does. */
  readonly ahead?: "compiling";
  /** What came of that, to go on the reason for the executor with. */
  readonly note?: string;
  /** Runs the pass of the step to come without taking it. */
  withPass<T>(batch: Batch, read: (seen: Seen) => T): T;
  evaluate(batch: Batch): Evaluation;
  save(): void;
  close(): void;
}
