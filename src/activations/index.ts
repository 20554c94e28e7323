import { type Description, resolveNamed } from "../named";
import type { Activation } from "./activation";
import { elu } from "./elu";
import { leakyRelu } from "./leaky-relu";
import { linear } from "./linear";
import { prelu } from "./prelu";
import { relu } from "./relu";
import { rrelu } from "./rrelu";
import { sigmoid } from "./sigmoid";
import { tanh } from "./tanh";

const ACTIVATIONS = { linear, sigmoid, tanh, relu, leakyRelu, prelu, rrelu, elu } as const;

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
export { elu, leakyRelu, linear, prelu, relu, rrelu, sigmoid, tanh };
