import { type Activation, activation } from "../activations";
import { type Initializer, resolveInitializer } from "../initializers";
import type { NetDescription } from "./description";

/** One layer of a net, as a description alone tells it. */
export interface LayerPlan {
  /** 1 for the first hidden layer; the output layer is depth + 1. */
  index: number;
  fanIn: number;
  fanOut: number;
  /** The hidden layer's activation; "linear" for the output layer, whose sigmoid or softmax belongs to the loss. */
  activation: Activation;
  init: Initializer;
  /** Variance of one weight. */
  weightVariance: number;
  /** Variance of one bias. */
  biasVariance: number;
}

/** The layers of a described net from the first hidden one to the output. */
export function layersOf(description: NetDescription): LayerPlan[] {
  const sizes = [description.inputs, ...description.widths, description.outputs];
  const init = resolveInitializer(description.init);
  return sizes.slice(1).map((fanOut, i) => {
    const fanIn = sizes[i];
    return {
      index: i + 1,
      fanIn,
      fanOut,
      activation: activation(description.activations[i] ?? "linear"),
      init,
      weightVariance: init.variance(fanIn, fanOut),
      biasVariance: description.biasVariance ?? init.biasVariance?.(fanIn) ?? 0,
    };
  });
}

/** The number of weights, biases and learned slopes of a described net. */
export function parameterCount(description: NetDescription): number {
  return layersOf(description).reduce(
    (sum, { fanIn, fanOut, activation }) => sum + (fanIn + 1) * fanOut + (activation.learnable ? 1 : 0),
    0,
  );
}
