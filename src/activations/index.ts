import { type Description, resolveNamed } from "../named";
import type { Activation } from "./activation";
import { celu } from "./celu";
import { elu } from "./elu";
import { erf } from "./erf";
import { gelu, geluTanh } from "./gelu";
import { hardSigmoid } from "./hard-sigmoid";
import { hardSwish } from "./hard-swish";
import { leakyRelu } from "./leaky-relu";
import { linear } from "./linear";
import { mish } from "./mish";
import { prelu } from "./prelu";
import { relu } from "./relu";
import { relu6 } from "./relu6";
import { rrelu } from "./rrelu";
import { scaledTanh } from "./scaled-tanh";
import { selu } from "./selu";
import { sigmoid } from "./sigmoid";
import { softplus } from "./softplus";
import { softsign } from "./softsign";
import { swish } from "./swish";
import { tanh } from "./tanh";

const ACTIVATIONS = {
  linear,
  sigmoid,
  hardSigmoid,
  tanh,
  scaledTanh,
  erf,
  relu,
  relu6,
  leakyRelu,
  prelu,
  rrelu,
  elu,
  selu,
  celu,
  softplus,
  softsign,
  gelu,
  geluTanh,
  swish,
  hardSwish,
  mish,
} as const;

/** The names of the activations. */
export type ActivationName = keyof typeof ACTIVATIONS;

/** A name, a record made by `leakyRelu(…)` and its like, or the plain form of either (`{ name: "elu", alpha: 1 }`). */
export type ActivationInput = ActivationName | Activation | ActivationDescription;

/** The plain, serializable form of an activation: its name and parameters. */
export type ActivationDescription = Description<ActivationName>;

/** Every name that `activation` takes. */
export const activationNames = Object.keys(ACTIVATIONS) as ActivationName[];

/**
 * The record of an activation: f, f′, the bound of |f′|, TeX and range.
 * @throws InvalidArgument that lists the valid names, or the rule that a parameter breaks
 */
export function activation(input: ActivationInput): Activation {
  return resolveNamed<ActivationName, Activation>("activation", ACTIVATIONS, input);
}

export type { Activation };
export { celu, elu, hardSigmoid, leakyRelu, prelu, rrelu, swish };
