import { type Activation, activation } from "../activations";
import { leaky } from "../activations/leaky-relu";
import { linear } from "../activations/linear";
import { type Initializer, resolveInitializer } from "../initializers";
import type { Dropout } from "./dropout";
import { lastActivation, linkOf } from "./output";
import { describe, eachOnce, type NetDescription, type Normalization } from "./description";

/** One layer of a net, as a description alone tells it. */
export interface LayerPlan {
  /** 1 for the first hidden layer; the output layer is depth + 1. */
  index: number;
  /** Numbers that come in. */
  fanIn: number;
  /** The layer's units. */
  fanOut: number;
  /** Its activation; "linear" for an output layer whose softmax or sigmoid belongs to cross-entropy. */
  activation: Activation;
  /** Whether the loss takes z and applies the activation itself, with all digits in its tails; only in an output layer. */
  inLoss: boolean;
  /** How its weights are drawn. */
  init: Initializer;
  /** Variance of one weight. */
  weightVariance: number;
  /** Whether the layer has biases. */
  bias: boolean;
  /** Variance of one bias. */
  biasVariance: number;
  /** What is done to z before the activation; "none" for the output layer. */
  normalization: Normalization;
  /** The skip connection that ends here: a ← a(from) + scale · φ(z); `from` 0 is the input. Absent where there is none. */
  skip?: {
    /** The layer whose activation is added; 0 is the input. */
    from: number;
    /** The factor on φ(z). */
    scale: number;
  };
  /** What happens to its activations in training; nothing in the output layer. */
  dropout: Required<Dropout>;
}

/** The layers of a described net from the first hidden one to the output. */
export function layersOf(description: NetDescription): LayerPlan[] {
  const sizes = [description.inputs, ...description.widths, description.outputs];
  const init = resolveInitializer(description.init);
  const activations = eachOnce(description.activations, (one) => activation(one));
  return sizes.slice(1).map((fanOut, i) => {
    const fanIn = sizes[i];
    const hidden = i < description.widths.length;
    const skip = hidden ? skipInto(i + 1, sizes, description) : undefined;
    return {
      index: i + 1,
      fanIn,
      fanOut,
      activation: hidden ? activations[i] : lastActivation(description),
      inLoss: !hidden && linkOf(description) !== "none",
      init,
      weightVariance: init.variance(fanIn, fanOut),
      bias: description.bias,
      biasVariance: description.bias ? (description.biasVariance ?? init.biasVariance?.(fanIn) ?? 0) : 0,
      normalization: hidden ? description.normalization : "none",
      ...(skip ? { skip } : {}),
      dropout: hidden ? description.dropout : { rate: 0, kind: "standard" },
    };
  });
}

const LINEAR = linear();

/** φ of a layer's units as functions of numbers: one for all, or one for each unit; the identity where the loss applies φ. */
export const phisOf = (
  { activation: phi, inLoss }: Pick<LayerPlan, "activation" | "inLoss">,
  slope?: ArrayLike<number>,
): Activation[] => (slope ? Array.from(slope, (value) => leaky(value)) : [inLoss ? LINEAR : phi]);

/** The skip connection that ends at a layer: where a block ends and the widths at both of its ends agree. */
function skipInto(layer: number, sizes: number[], { residual }: NetDescription): LayerPlan["skip"] {
  if (!residual || layer % residual.every !== 0) return undefined;
  const from = layer - residual.every;
  return sizes[from] === sizes[layer] ? { from, scale: residual.scale } : undefined;
}

/** The number of weights, biases, learned slopes, and gains and shifts of normalization of one layer. */
export function layerParameterCount({
  fanIn,
  fanOut,
  activation: { learnable },
  bias,
  normalization,
}: LayerPlan): number {
  const slopes = learnable ? (learnable.per === "unit" ? fanOut : 1) : 0;
  return fanIn * fanOut + (bias ? fanOut : 0) + slopes + (normalization === "none" ? 0 : 2 * fanOut);
}

/**
 * The number of parameters of a described net.
 * @throws InvalidArgument when the description breaks a rule of `mlp`
 */
export const parameterCount = (description: NetDescription): number =>
  layersOf(describe(description, "parameterCount")).reduce((sum, plan) => sum + layerParameterCount(plan), 0);
