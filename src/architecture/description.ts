import {
  activation,
  type ActivationDescription,
  type ActivationInput,
  type ActivationName,
} from "../activations";
import { InvalidArgument, requireKnownKeys, requireNumber } from "../errors";
import {
  type InitializerDescription,
  type InitializerInput,
  type InitializerName,
  resolveInitializer,
} from "../initializers";
import { describeNamed } from "../named";

/** What `mlp` takes. */
export interface NetOptions {
  /** Numbers per example, 1 to 65 536. */
  inputs: number;
  /** Number of hidden layers, 0 to 1000; 0 is logistic regression. */
  depth: number;
  /** Units per hidden layer, 1 to 65 536; one number, or one per hidden layer. */
  width: number | readonly number[];
  /** 1: a probability by a sigmoid, with binary cross-entropy; 2 or more: classes by softmax, with cross-entropy. */
  outputs: number;
  /** The hidden layers' activation, or one per hidden layer; default "sigmoid". */
  activation?: ActivationInput | readonly ActivationInput[];
  /** How the weights are drawn; default "xavierNormal". */
  init?: InitializerInput;
  /** Variance of the biases, 0 up; default the initializer's own, which is 0 for all but "pytorchDefault". */
  biasVariance?: number;
  /** A whole number: the same seed gives the same net, bit for bit. */
  seed: number;
}

/** A net, described whole by a plain object that JSON keeps: two equal descriptions give equal nets. */
export interface NetDescription {
  inputs: number;
  /** Units of each hidden layer; its length is the depth. */
  widths: number[];
  outputs: number;
  /** The activation of each hidden layer. */
  activations: ActivationDescription[];
  init: InitializerDescription;
  biasVariance?: number;
  seed: number;
}

const KEYS = ["inputs", "depth", "width", "outputs", "activation", "init", "biasVariance", "seed"];
const MOST_UNITS = 65_536;
const units = { min: 1, max: MOST_UNITS, whole: true };

/**
 * Checks the options of `mlp` and writes them out in full.
 * @throws InvalidArgument naming the first rule that is broken
 */
export function describe(options: NetOptions): NetDescription {
  requireKnownKeys("mlp options", options, KEYS);
  const depth = requireNumber("mlp depth", options.depth, { min: 0, max: 1000, whole: true });
  const init = resolveInitializer(options.init ?? "xavierNormal");
  const description: NetDescription = {
    inputs: requireNumber("mlp inputs", options.inputs, units),
    widths: perLayer("mlp width", options.width, depth).map((w) => requireNumber("mlp width", w, units)),
    outputs: requireNumber("mlp outputs", options.outputs, units),
    activations: perLayer("mlp activation", options.activation ?? "sigmoid", depth).map((a) =>
      describeNamed<ActivationName>(activation(a)),
    ),
    init: describeNamed<InitializerName>(init),
    seed: requireNumber("mlp seed", options.seed, { min: 0, max: 2 ** 32 - 1, whole: true }),
  };
  if (options.biasVariance !== undefined) {
    description.biasVariance = requireNumber("mlp biasVariance", options.biasVariance, { min: 0 });
  }
  return description;
}

/** One value for each of `depth` layers: a single value repeated, or an array of just that length. */
function perLayer<T>(argument: string, value: T | readonly T[], depth: number): T[] {
  if (!Array.isArray(value)) return Array.from({ length: depth }, () => value as T);
  if (value.length !== depth) {
    throw new InvalidArgument(argument, `must be one value, or one per hidden layer (${depth})`, value);
  }
  return [...(value as readonly T[])];
}
