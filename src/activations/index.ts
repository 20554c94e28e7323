import { InvalidArgument } from "../errors";
import { type Description, describeNamed, resolveNamed } from "../named";
import type { Activation } from "./activation";
import { celu } from "./celu";
import { type CustomActivation, customActivation } from "./custom";
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
import { rrelu, rreluDivisor } from "./rrelu";
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
  rreluDivisor,
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

/**
 * A name, a record made by `leakyRelu(…)` and its like, the plain form of either (`{ name: "elu", alpha: 1 }`), or
 * a function of one's own with its derivative (`{ name: "sine", f: Math.sin, derivative: Math.cos }`).
 */
export type ActivationInput = ActivationName | Activation | ActivationDescription | CustomActivation;

/** The plain, serializable form of an activation: its name and parameters. */
export type ActivationDescription = Description<ActivationName>;

/** Every name that `activation` takes. */
export const activationNames = Object.keys(ACTIVATIONS) as ActivationName[];

const records = new WeakMap<object, Activation>();

/**
 * The record of an activation: f, f′, the bound of |f′|, TeX and range.
 * @throws InvalidArgument that lists the valid names, or the rule that a parameter breaks
 */
export function activation(input: ActivationInput): Activation {
  if (!isOwn(input)) {
    return resolveNamed<ActivationName, Activation>("activation", ACTIVATIONS, builtIn(input), valuesOf);
  }
  const known = records.get(input);
  if (known) return known;
  const record = customActivation(input);
  // Its checks are made once; and the record, given back as input, stands for itself.
  records.set(input, record);
  records.set(record, record);
  return record;
}

/**
 * An activation as descriptions hold it: its plain form, or the record of a reader's own function.
 * @param argument what the messages name
 * @param others names that may stand in its place
 * @throws InvalidArgument that lists the valid names, or the rule that a parameter breaks
 */
export function describeActivation(
  input: ActivationInput,
  argument = "activation",
  others: readonly string[] = [],
): ActivationDescription | Activation {
  if (typeof input === "string" && !activationNames.includes(input))
    throw new InvalidArgument(argument, "is not a known name", input, [...others, ...activationNames]);
  const record = activation(input);
  return activationNames.includes(record.name as ActivationName)
    ? describeNamed<ActivationName>(record)
    : record;
}

/** Whether an input brings its own f under a name that is not taken. */
function isOwn(input: ActivationInput): input is CustomActivation {
  if (typeof input !== "object" || input === null || !("f" in input)) return false;
  return !Object.hasOwn(ACTIVATIONS, String(input.name));
}

/** A function of the reader's own under a built-in's name is taken for its record, which it is then compared with. */
const builtIn = (input: ActivationInput): unknown =>
  typeof input === "object" && input !== null && "f" in input ? { parameters: {}, ...input } : input;

/** Where two activations are compared: both signs, kinks, and both tails. */
const POINTS = [-30, -4, -2.7, -1, -0.3, 0, 0.1, 1, 2.3, 3, 5.9, 7, 30];

/** f and f′ at some points. */
const valuesOf = (record: Activation): unknown => POINTS.map((x) => [record.f(x), record.derivative(x)]);

export type { Activation, CustomActivation };
export { celu, elu, hardSigmoid, leakyRelu, prelu, rrelu, rreluDivisor, swish };
