import { InvalidArgument } from "../../errors";

/** What is used of a tf.Tensor. */
export interface TensorLike {
  readonly shape: readonly number[];
  dataSync(): ArrayLike<number>;
  clone(): TensorLike;
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
  readonly { name: string; tensor: TensorLike | null }[] | Record<string, TensorLike | null>;

/** What is used of a tf.Optimizer. */
export interface OptimizerLike {
  applyGradients(gradients: NamedGradients): void;
}

/** Data as a model's own `trainOnBatch` takes it. */
export type ModelData = TensorLike | readonly TensorLike[] | Record<string, TensorLike>;

/** What is used of a tf.LayersModel, such as tf.sequential() or tf.model(), compiled. */
export interface LayersModelLike {
  readonly layers: readonly {
    readonly name: string;
    readonly trainableWeights: readonly LayerWeightLike[];
  }[];
  readonly nonTrainableWeights: readonly LayerWeightLike[];
  /** With the batch as their first dimension; null where any size will do. */
  readonly inputs: readonly { readonly shape: readonly (number | null)[] }[];
  readonly outputs: readonly { readonly shape: readonly (number | null)[] }[];
  /** What it was compiled with. */
  readonly loss: unknown;
  readonly optimizer: OptimizerLike;
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
