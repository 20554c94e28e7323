import { maxAbs, norm, relativeSize, rms } from "../../numerics/norm";
import type { LayersModelLike, LayerWeightLike, NamedGradients, TensorLike } from "./layers-model";

/** The gradient of one parameter of a tfjs layer. */
export interface ModelParameterGradient {
  /** With the layer's scope: "dense_Dense1/kernel", "lstm_LSTM1/recurrent_kernel". */
  name: string;
  /** The parameter's shape. */
  shape: number[];
  /** ‖∂C/∂parameter‖, Frobenius. */
  norm: number;
  /** Its root mean square over entries. */
  rms: number;
  /** Its largest absolute entry. */
  max: number;
}

/** The gradient norms of one layer of a tfjs model in one backward pass. */
export interface ModelLayerGradients {
  /** The place in `model.layers`, from 1; layers without trained parameters are left out. */
  layer: number;
  /** The layer's name in the model. */
  name: string;
  /** ‖∂C/∂W‖, Frobenius, of all parameters that are not biases together (kernels, recurrent kernels, gains, …). */
  weightNorm: number;
  /** ‖∂C/∂b‖ of all biases and shifts β together; 0 where there are none. */
  biasNorm: number;
  /**
   * ‖ΔW‖ ÷ ‖W‖ of the optimizer's own update, from the weights before and after it: what float32 rounds away is 0 here.
   * 0 where nothing is updated, Infinity where W was 0. In a look that changes nothing ΔW is −∂C/∂W, descent at rate 1.
   */
  updateRatio: number;
  /** Each of the layer's parameters by itself. */
  parameters: ModelParameterGradient[];
}

/** One trained parameter in a backward pass. */
export interface TrainedParameter {
  weight: LayerWeightLike;
  gradient: Float32Array;
}

/** A layer's trained parameters in a backward pass. */
export interface TrainedLayer {
  layer: number;
  name: string;
  parameters: TrainedParameter[];
}

/** The layers of a model that a backward pass reached, with copies of their gradients. */
export function trainedLayers(model: LayersModelLike, gradients: NamedGradients): TrainedLayer[] {
  const byName = new Map<string, TensorLike | null>(
    Array.isArray(gradients)
      ? gradients.map(({ name, tensor }) => [name, tensor])
      : Object.entries(gradients),
  );
  const layers = model.layers.map(({ name, trainableWeights }, i) => ({
    layer: i + 1,
    name,
    parameters: trainableWeights.flatMap((weight) => {
      const gradient = byName.get(weight.name);
      return gradient ? [{ weight, gradient: numbers(gradient) }] : [];
    }),
  }));
  return layers.filter(({ parameters }) => parameters.length > 0);
}

/** A tensor's numbers, in an array of their own. */
export const numbers = (tensor: TensorLike): Float32Array => Float32Array.from(tensor.dataSync());

/** Whether a parameter is a weight rather than a bias or shift. */
export const isWeight = ({ weight }: TrainedParameter): boolean =>
  !/(bias|beta)(_\d+)?$/.test(weight.originalName);

/** The Euclidean norm of several arrays together. */
export const jointNorm = (arrays: readonly Float32Array[]): number => norm(arrays.map(norm));

/** The numbers of one layer, given its ratio of update to weights. */
export function layerNumbers(
  { layer, name, parameters }: TrainedLayer,
  updateRatio: number,
): ModelLayerGradients {
  const gradients = (weights: boolean): Float32Array[] =>
    parameters.filter((part) => isWeight(part) === weights).map(({ gradient }) => gradient);
  return {
    layer,
    name,
    weightNorm: jointNorm(gradients(true)),
    biasNorm: jointNorm(gradients(false)),
    updateRatio,
    parameters: parameters.map(({ weight, gradient }) => ({
      name: weight.originalName,
      shape: [...weight.read().shape],
      norm: norm(gradient),
      rms: rms(gradient),
      max: maxAbs(gradient),
    })),
  };
}

/** ‖change‖ ÷ ‖weights‖ of several arrays together. */
export const ratio = (change: readonly Float32Array[], weights: readonly Float32Array[]): number =>
  relativeSize(jointNorm(change), jointNorm(weights));
