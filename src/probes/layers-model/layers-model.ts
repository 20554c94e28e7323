import { InvalidArgument } from "../../errors";

/** What is used of a tf.Tensor. */
export interface TensorLike {
  /** Length of each dimension. */
  readonly shape: readonly number[];
  /** The numbers, row by row. */
  dataSync(): ArrayLike<number>;
  /** A tensor of the same numbers, to be disposed on its own. */
  clone(): TensorLike;
  /** Gives its memory back. */
  dispose(): void;
}

/** What is used of a tf.Variable. */
export interface VariableLike extends TensorLike {
  assign(value: TensorLike): void;
}

/** What is used of a parameter of a tfjs layer. */
export interface LayerWeightLike {
  /** Unique in the process. */
  readonly name: string;
  /** With the layer's scope: "dense_Dense1/kernel". */
  readonly originalName: string;
  /** The variable itself, which tfjs types as a tensor. */
  read(): TensorLike;
}

/** ∂C/∂parameter by the parameter's name, in either of the forms that tfjs hands over. */
export type NamedGradients =
  | readonly {
      /** The parameter's name. */
      name: string;
      /** ∂C/∂parameter; null where the cost does not depend on it. */
      tensor: TensorLike | null;
    }[]
  | Record<string, TensorLike | null>;

/** What is used of a tf.Optimizer. */
export interface OptimizerLike {
  /** Updates the parameters. */
  applyGradients(gradients: NamedGradients): void;
}

/** Data as a model's own `trainOnBatch` takes it. */
export type ModelData = TensorLike | readonly TensorLike[] | Record<string, TensorLike>;

/** What is used of a tf.LayersModel, such as tf.sequential() or tf.model(), compiled. */
export interface LayersModelLike {
  /** From the input to the output. */
  readonly layers: readonly {
    /** The layer's name. */
    readonly name: string;
    /** What training changes. */
    readonly trainableWeights: readonly LayerWeightLike[];
  }[];
  /** What a forward pass may change, such as the averages of batch normalization. */
  readonly nonTrainableWeights: readonly LayerWeightLike[];
  /** With the batch as their first dimension; null where any size will do. */
  readonly inputs: readonly {
    /** Length of each dimension. */
    readonly shape: readonly (number | null)[];
  }[];
  /** With the batch as their first dimension. */
  readonly outputs: readonly {
    /** Length of each dimension. */
    readonly shape: readonly (number | null)[];
  }[];
  /** What it was compiled with. */
  readonly loss: unknown;
  /** What it was compiled with. */
  readonly optimizer: OptimizerLike;
  /** One update; resolves to the loss, then the metrics. */
  trainOnBatch(x: ModelData, y: ModelData): Promise<number | number[]>;
}

/** Throws unless `model` is a model of tfjs that was compiled. */
export function requireCompiled(argument: string, model: LayersModelLike): void {
  if (!Array.isArray((model as LayersModelLike | undefined)?.layers)) {
    throw new InvalidArgument(argument, "must be a tf.LayersModel, such as tf.sequential()", model);
  }
  if (typeof (model.optimizer as OptimizerLike | undefined)?.applyGradients !== "function") {
    throw new InvalidArgument(
      argument,
      "must be compiled: call model.compile({ optimizer, loss })",
      model.optimizer,
    );
  }
}
