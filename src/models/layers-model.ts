import type { Scalar, Tensor, Variable } from "@tensorflow/tfjs";
import { InvalidArgument } from "../errors";

/** What is used of a tf.Tensor. */
export interface TensorLike {
  /** Length of each dimension. */
  readonly shape: readonly number[];
  /** The numbers, row by row. */
  dataSync(): ArrayLike<number>;
}

/** Data as a model's own `trainOnBatch` takes it. */
export type ModelData = TensorLike | readonly TensorLike[] | Record<string, TensorLike>;

/** What tells a tf.LayersModel, such as tf.sequential() or tf.model(), from all else. */
export interface LayersModelLike {
  /** From the input to the output. */
  readonly layers: readonly {
    /** The layer's name. */
    readonly name: string;
  }[];
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
  readonly optimizer: unknown;
  /** One update; resolves to the loss, then the metrics. */
  trainOnBatch(x: ModelData, y: ModelData): Promise<number | number[]>;
}

/** A parameter of a layer. */
export interface LayerVariable {
  /** Unique in the process. */
  readonly name: string;
  /** With the layer's scope: "dense_Dense1/kernel". */
  readonly originalName: string;
  read(): Variable;
}

/** What one layer, or a model within a model, has; tfjs's typings hide the better part of it. */
export interface LayerLike {
  readonly name: string;
  /** Those of a model. */
  readonly layers?: readonly LayerLike[];
  readonly trainableWeights: readonly LayerVariable[];
  /** φ, where the layer applies one itself. */
  readonly activation?: ActivationLike | null;
  call(inputs: Tensor | Tensor[], options: unknown): Tensor | Tensor[];
  getClassName(): string;
}

/** An activation of tfjs. */
export interface ActivationLike {
  apply(z: Tensor, axis?: number): Tensor;
  getClassName(): string;
}

/** ∂C/∂parameter by the parameter's name, in either of the forms that tfjs hands over. */
export type NamedGradients =
  | readonly { name: string; tensor: Tensor | null }[]
  | Record<string, Tensor | null>;

/** What is used of a tf.Optimizer. */
export interface OptimizerLike {
  applyGradients(gradients: NamedGradients): void;
  computeGradients(
    cost: () => Scalar,
    variables?: Variable[],
  ): { value: Scalar; grads: Record<string, Tensor> };
}

/** What a compiled model trains with; of a tf.Sequential it is the model within. */
export interface CompiledModel extends LayerLike {
  readonly layers: readonly LayerLike[];
  readonly outputs: readonly unknown[];
  readonly loss: unknown;
  readonly optimizer_: OptimizerLike;
  readonly lossFunctions: readonly ((target: Tensor, output: Tensor) => Tensor)[];
  /** What `compile` found to be trained. */
  readonly collectedTrainableWeights: readonly LayerVariable[];
  readonly nonTrainableWeights: readonly LayerVariable[];
  /** Data as one tensor for each input and output; new ones where they had to be brought into shape. */
  standardizeUserDataXY(x: unknown, y: unknown): [Tensor[], Tensor[]];
  /** One forward and backward pass and an update; gives the loss and the metrics. */
  makeTrainFunction(): (data: readonly Tensor[]) => Tensor[];
  /** The regularization of each parameter. */
  calculateLosses(): Scalar[];
}

/** Throws unless `model` is a model of tfjs's layers. */
export function requireLayersModel(argument: string, model: LayersModelLike): void {
  const { layers, trainOnBatch } = (model ?? {}) as Partial<LayersModelLike>;
  if (Array.isArray(layers) && typeof trainOnBatch === "function") return;
  throw new InvalidArgument(argument, "must be a tf.LayersModel, such as tf.sequential()", model);
}

/**
 * What a model trains with.
 * @throws InvalidArgument when it is not compiled, or nothing in it is trained
 */
export function compiledOf(model: LayersModelLike): CompiledModel {
  const compiled = ((model as { model?: unknown }).model ?? model) as CompiledModel;
  if (typeof (compiled.optimizer_ as OptimizerLike | undefined)?.applyGradients !== "function") {
    const rule = "must be compiled: call model.compile({ optimizer, loss })";
    throw new InvalidArgument("layersModel model", rule, compiled.optimizer_);
  }
  if (!compiled.collectedTrainableWeights.some((weight) => weight.read().trainable)) {
    const rule =
      "must have a parameter that is trained: set a layer's trainable to true, then compile the model";
    const frozen = compiled.collectedTrainableWeights.length + compiled.nonTrainableWeights.length;
    throw new InvalidArgument("layersModel model", rule, `all ${frozen} parameters frozen`);
  }
  return compiled;
}
