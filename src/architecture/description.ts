import {
  type Activation,
  type ActivationDescription,
  type ActivationInput,
  describeActivation,
} from "../activations";
import { describeDropout, type Dropout } from "./dropout";
import { InvalidArgument, isList, requireChoice, requireKnownKeys, requireNumber } from "../errors";
import {
  type InitializerDescription,
  type InitializerInput,
  type InitializerName,
  resolveInitializer,
} from "../initializers";
import { describeNamed } from "../named";
import { describeOutput, type Loss, type OutputDescription, type OutputInput } from "./output";

/** What is done to z before the activation: nothing, or batch or layer normalization with learned gain and shift. */
export type Normalization = "none" | "batch" | "layer";

/** A skip connection around every `every` hidden layers: a ← a(layer − every) + scale · φ(z), where the widths agree. */
export interface Residual {
  /** Layers per block, 1 up; default 1. */
  every?: number;
  /** Factor on the block's own output, above 0 up to 10; default 1. */
  scale?: number;
}

/** What `mlp` takes. */
export interface NetOptions {
  /** Numbers per example, 1 to 65 536. */
  inputs: number;
  /** Number of hidden layers, 0 to 1000; 0 is logistic regression. */
  depth: number;
  /** Units per hidden layer, 1 to 65 536; one number, or one per hidden layer. */
  width: number | ArrayLike<number>;
  /** Units of the output layer, 1 to 65 536. */
  outputs: number;
  /**
   * What makes outputs answers: "softmax" of all, classes that exclude each other; "sigmoid" of each, labels independent of each
   * other; "linear", plain numbers; or any other activation. Default "softmax", "sigmoid" for one output, "linear" with squared
   * error.
   */
  output?: OutputInput;
  /** The hidden layers' activation, or one per hidden layer; default "sigmoid". */
  activation?: ActivationInput | readonly ActivationInput[];
  /** How the weights are drawn; default "xavierNormal". */
  init?: InitializerInput;
  /** Whether layers have biases; default true. */
  bias?: boolean;
  /** Variance of the biases, 0 up; default the initializer's own, which is 0 for all but "pytorchDefault". */
  biasVariance?: number;
  /** What is done to z before the activation of every hidden layer; default "none". */
  normalization?: Normalization;
  /** Skip connections around hidden layers; default false. */
  residual?: false | Residual;
  /** The share of hidden activations dropped in training, from 0 up to but not 1, or `{ rate, kind: "alpha" }` for SELU; default 0. */
  dropout?: number | Dropout;
  /**
   * Cross-entropy, summed over sigmoids, or half the squared error, ½‖answer − target‖²; default "crossEntropy", and
   * "squaredError" for an output that is no probability.
   */
  loss?: Loss;
  /** A whole number: the same seed gives the same net, bit for bit. */
  seed: number;
}

/** A net, described whole by a plain object that JSON keeps: two equal descriptions give equal nets. */
export interface NetDescription {
  /** Numbers per example. */
  inputs: number;
  /** Units of each hidden layer; its length is the depth. */
  widths: number[];
  /** Units of the output layer. */
  outputs: number;
  /** What makes them answers. */
  output: OutputDescription;
  /** The activation of each hidden layer; a reader's own function is kept as it is, and JSON loses it. */
  activations: (ActivationDescription | Activation)[];
  /** How the weights are drawn. */
  init: InitializerDescription;
  /** Whether layers have biases. */
  bias: boolean;
  /** Absent where the initializer's own holds. */
  biasVariance?: number;
  /** What is done to z before the activation of every hidden layer. */
  normalization: Normalization;
  /** Skip connections around hidden layers; false where there are none. */
  residual: false | Required<Residual>;
  /** What happens to hidden activations in training; the rate is 0 where nothing does. */
  dropout: Required<Dropout>;
  /** What training minimizes. */
  loss: Loss;
  /** The seed of weights and biases. */
  seed: number;
}

/** The names of all options of `mlp`. */
export const optionNames: readonly (keyof NetOptions)[] = [
  "inputs", "depth", "width", "outputs", "activation", "init", "bias", "biasVariance", "normalization", "residual",
  "dropout", "output", "loss", "seed",
]; // prettier-ignore
const units = { min: 1, max: 65_536, whole: true };

/**
 * Checks the options of `mlp`, or a description that was written out before, and writes them out in full.
 * @param by the function that the messages name
 * @throws InvalidArgument naming the first rule that is broken
 */
export function describe(given: NetOptions | NetDescription, by = "mlp"): NetDescription {
  const options = optionsOf(given);
  requireKnownKeys(`${by} options`, options, optionNames);
  const depth = requireNumber(`${by} depth`, options.depth, { min: 0, max: 1000, whole: true });
  const bias = options.bias ?? true;
  if (typeof bias !== "boolean") throw new InvalidArgument(`${by} bias`, "must be true or false", bias);
  const outputs = requireNumber(`${by} outputs`, options.outputs, units);
  const description: NetDescription = {
    inputs: requireNumber(`${by} inputs`, options.inputs, units),
    widths: perLayer(`${by} width`, options.width, depth).map((w) => requireNumber(`${by} width`, w, units)),
    outputs,
    activations: eachOnce(
      perLayer<ActivationInput>(`${by} activation`, options.activation ?? "sigmoid", depth),
      describeActivation,
    ),
    init: describeNamed<InitializerName>(resolveInitializer(options.init ?? "xavierNormal")),
    bias,
    normalization: requireChoice(`${by} normalization`, options.normalization ?? "none", [
      "none",
      "batch",
      "layer",
    ]),
    residual: describeResidual(options.residual ?? false, by),
    dropout: describeDropout(options.dropout ?? 0, by),
    ...describeOutput(by, outputs, options),
    seed: requireNumber(`${by} seed`, options.seed, { min: 0, max: 2 ** 32 - 1, whole: true }),
  };
  if (options.biasVariance === undefined) return description;
  const biasVariance = requireNumber(`${by} biasVariance`, options.biasVariance, { min: 0 });
  if (!bias && biasVariance > 0)
    throw new InvalidArgument(`${by} biasVariance`, "needs bias: true", biasVariance);
  return { ...description, biasVariance };
}

/** The options that a written-out description stands for; options are left as they are. */
function optionsOf(given: NetOptions | NetDescription): NetOptions {
  if (!isList((given as NetDescription | undefined)?.widths)) return given as NetOptions;
  const { widths, activations, ...rest } = given as NetDescription;
  return { ...rest, depth: widths.length, width: widths, activation: activations };
}

function describeResidual(residual: false | Residual, by: string): false | Required<Residual> {
  if (residual === false) return false;
  requireKnownKeys(`${by} residual`, residual, ["every", "scale"]);
  return {
    every: requireNumber(`${by} residual every`, residual.every ?? 1, { min: 1, max: 1000, whole: true }),
    scale: requireNumber(`${by} residual scale`, residual.scale ?? 1, { above: 0, max: 10 }),
  };
}

/** What a function gives of each entry, called once for entries that are the same: in a deep net most are. */
export function eachOnce<T, U>(entries: readonly T[], make: (entry: T) => U): U[] {
  const made = new Map<T, U>();
  return entries.map((entry) => {
    if (!made.has(entry)) made.set(entry, make(entry));
    return made.get(entry)!;
  });
}

/** One value for each of `depth` layers: a single value repeated, or an array of just that length. */
function perLayer<T>(argument: string, value: T | ArrayLike<T>, depth: number): T[] {
  if (!isList(value)) return Array.from({ length: depth }, () => value as T);
  if (value.length !== depth) {
    throw new InvalidArgument(argument, `must be one value, or one per hidden layer (${depth})`, value);
  }
  return Array.from(value as ArrayLike<T>);
}
