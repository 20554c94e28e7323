import { type Activation, type ActivationInput, activation, elu, leakyRelu } from "../activations";
import type { ActivationLike, LayerLike } from "./layers-model";

const BY_CLASS: Record<string, ActivationInput> = {
  linear: "linear",
  relu: "relu",
  relu6: "relu6",
  elu: "elu",
  selu: "selu",
  sigmoid: "sigmoid",
  hardSigmoid: "hardSigmoid",
  softplus: "softplus",
  softsign: "softsign",
  tanh: "tanh",
  swish: "swish",
  mish: "mish",
  gelu: "gelu",
  gelu_new: "geluTanh",
};

/** The record of one of tfjs's activations; undefined where this package has none, as of softmax. */
export function recordOf(given: ActivationLike | null | undefined): Activation | undefined {
  const found = BY_CLASS[given?.getClassName() ?? "linear"];
  return found && activation(found);
}

/** Whether a layer does nothing but apply a φ without parameters. */
export const isActivation = (layer: LayerLike): boolean => layer.getClassName() in LAYERS;

/** The record of the φ that such a layer applies; undefined where this package has none. */
export const recordOfLayer = (layer: LayerLike): Activation | undefined =>
  LAYERS[layer.getClassName()](layer);

const LAYERS: Record<string, (layer: LayerLike) => Activation | undefined> = {
  Activation: (layer) => recordOf(layer.activation),
  ReLU: (layer) => reluUpTo((layer as { maxValue?: number | null }).maxValue),
  LeakyReLU: (layer) => leakyRelu({ slope: (layer as unknown as { alpha: number }).alpha }),
  ELU: (layer) => elu({ alpha: (layer as unknown as { alpha: number }).alpha }),
  ThresholdedReLU: () => undefined,
  Softmax: () => undefined,
};

function reluUpTo(most: number | null | undefined): Activation | undefined {
  if (most === null || most === undefined) return activation("relu");
  return most === 6 ? activation("relu6") : undefined;
}
