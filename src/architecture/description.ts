import {
  type Activation,
  activation,
  type ActivationDescription,
  type ActivationInput,
  type ActivationName,
  activationNames,
} from "../activations";
import { InvalidArgument, isList, requireChoice, requireKnownKeys, requireNumber } from "../errors";
import {
  type InitializerDescription,
  type InitializerInput,
  type InitializerName,
  resolveInitializer,
} from "../initializers";
import { describeNamed } from "../named";

/** What is done to z before the activation: nothing, or batch or layer normalization with learned gain and shift. */
export type Normalization = "none" | "batch" | "layer";
/** What is minimized: cross-entropy in nats, or half the squared error. */
export type Loss = "crossEntropy" | "squaredError";

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
  /** 1: a probability by a sigmoid; 2 or more: classes by softmax; with squared error: plain numbers. */
  outputs: number;
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
  /** The share of activations set to 0 in training, from 0 up to but not 1; default 0. */
  dropout?: number;
  /** Cross-entropy (binary for one output), or half the squared error; default "crossEntropy". */
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
  /** The share of activations set to 0 in training. */
  dropout: number;
  /** What training minimizes. */
  loss: Loss;
  /** The seed of weights and biases. */
  seed: number;
}

const KEYS = [
  "inputs", "depth", "width", "outputs", "activation", "init", "bias", "biasVariance", "normalization", "residual",
  "dropout", "loss", "seed",
]; // prettier-ignore
const units = { min: 1, max: 65_536, whole: true };

/**
 * Checks the options of `mlp`, or a description that was written out before, and writes them out in full.
 * @param by the function that the messages name
 * @throws InvalidArgument naming the first rule that is broken
 */
export function describe(given: NetOptions | NetDescription, by = "mlp"): NetDescription {
  const options = optionsOf(given);
  requireKnownKeys(`${by} options`, options, KEYS);
  const depth = requireNumber(`${by} depth`, options.depth, { min: 0, max: 1000, whole: true });
  const bias = options.bias ?? true;
  if (typeof bias !== "boolean") throw new InvalidArgument(`${by} bias`, "must be true or false", bias);
  const description: NetDescription = {
    inputs: requireNumber(`${by} inputs`, options.inputs, units),
    widths: perLayer(`${by} width`, options.width, depth).map((w) => requireNumber(`${by} width`, w, units)),
    outputs: requireNumber(`${by} outputs`, options.outputs, units),
    activations: perLayer<ActivationInput>(`${by} activation`, options.activation ?? "sigmoid", depth).map(
      plainActivation,
    ),
    init: describeNamed<InitializerName>(resolveInitializer(options.init ?? "xavierNormal")),
    bias,
    normalization: requireChoice(`${by} normalization`, options.normalization ?? "none", [
      "none",
      "batch",
      "layer",
    ]),
    residual: describeResidual(options.residual ?? false, by),
    dropout: requireNumber(`${by} dropout`, options.dropout ?? 0, { min: 0, max: 0.999 }),
    loss: requireChoice(`${by} loss`, options.loss ?? "crossEntropy", ["crossEntropy", "squaredError"]),
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

function plainActivation(input: ActivationInput): ActivationDescription | Activation {
  const record = activation(input);
  return activationNames.includes(record.name as ActivationName)
    ? describeNamed<ActivationName>(record)
    : record;
}

function describeResidual(residual: false | Residual, by: string): false | Required<Residual> {
  if (residual === false) return false;
  requireKnownKeys(`${by} residual`, residual, ["every", "scale"]);
  return {
    every: requireNumber(`${by} residual every`, residual.every ?? 1, { min: 1, max: 1000, whole: true }),
    scale: requireNumber(`${by} residual scale`, residual.scale ?? 1, { above: 0, max: 10 }),
  };
}

/** One value for each of `depth` layers: a single value repeated, or an array of just that length. */
function perLayer<T>(argument: string, value: T | ArrayLike<T>, depth: number): T[] {
  if (!isList(value)) return Array.from({ length: depth }, () => value as T);
  if (value.length !== depth) {
    throw new InvalidArgument(argument, `must be one value, or one per hidden layer (${depth})`, value);
  }
  return Array.from(value as ArrayLike<T>);
}
