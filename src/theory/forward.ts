import type { Activation } from "../activations";
import { rectifier } from "../activations/leaky-relu";
import { logistic } from "../activations/sigmoid";
import type { NetDescription } from "../architecture/description";
import { layersOf } from "../architecture/layers";
import { InvalidArgument } from "../errors";
import { binaryCrossEntropy, logSumExp } from "./cross-entropy";

/** A net as numbers: its description, and per layer weights (fanIn × fanOut, row by row), biases and learned slope. */
export interface NetNumbers {
  readonly description: NetDescription;
  readonly parameters: readonly {
    readonly weights: ArrayLike<number>;
    readonly biases: ArrayLike<number>;
    readonly slope?: ArrayLike<number>;
  }[];
}

/** Labelled examples as numbers: inputs are points × features, row by row. */
export interface Examples {
  readonly inputs: ArrayLike<number>;
  readonly labels: ArrayLike<number>;
}

/** What one layer does in a forward pass, in float64. */
export interface ForwardLayer {
  fanIn: number;
  fanOut: number;
  /** φ with the layer's own learned slope; "linear" for the output layer. */
  phi: Pick<Activation, "f" | "derivative" | "bound">;
  /** a of the layer below, size × fanIn. */
  input: Float64Array;
  /** z, size × fanOut. */
  preactivation: Float64Array;
  /** φ(z), size × fanOut. */
  activation: Float64Array;
}

/** A forward pass in float64. */
export interface Forward {
  size: number;
  /** The batch's mean cross-entropy, in nats. */
  loss: number;
  layers: ForwardLayer[];
  /** Probabilities minus targets, size × outputs: δ of the output layer per example. */
  outputDelta: Float64Array;
}

/**
 * Runs examples through a net in plain float64: z = aW + b, a = φ(z), softmax (or a sigmoid for one output) with
 * cross-entropy on top. A random slope has its test value.
 * @throws InvalidArgument when the inputs are not a whole number of rows, or the labels are not one per row
 */
export function forward({ description, parameters }: NetNumbers, { inputs, labels }: Examples): Forward {
  const size = inputs.length / description.inputs;
  if (size === 0 || size !== labels.length) {
    throw new InvalidArgument("forward labels", `must be one per example (${size})`, labels.length);
  }
  let a: Float64Array = Float64Array.from(inputs);
  const layers = layersOf(description).map(({ fanIn, fanOut, activation }, i) => {
    const { weights, biases, slope } = parameters[i];
    const phi = slope ? rectifier(slope[0]) : activation;
    const input = a;
    const preactivation = affine(input, weights, biases, size);
    a = preactivation.map(phi.f);
    return { fanIn, fanOut, phi, input, preactivation, activation: a };
  });
  return { size, layers, ...crossEntropy(layers.at(-1)!.preactivation, labels, size) };
}

/** aW + b, size × fanOut. */
function affine(
  a: Float64Array,
  weights: ArrayLike<number>,
  biases: ArrayLike<number>,
  size: number,
): Float64Array {
  const fanOut = biases.length;
  const fanIn = weights.length / fanOut;
  const z = new Float64Array(size * fanOut);
  for (let row = 0; row < size; row++) {
    for (let j = 0; j < fanOut; j++) z[row * fanOut + j] = biases[j];
    for (let i = 0; i < fanIn; i++) {
      const x = a[row * fanIn + i];
      for (let j = 0; j < fanOut; j++) z[row * fanOut + j] += x * weights[i * fanOut + j];
    }
  }
  return z;
}

function crossEntropy(
  z: Float64Array,
  labels: ArrayLike<number>,
  size: number,
): Pick<Forward, "loss" | "outputDelta"> {
  const outputs = z.length / size;
  const outputDelta = new Float64Array(z.length);
  let sum = 0;
  for (let row = 0; row < size; row++) {
    const scores = z.subarray(row * outputs, (row + 1) * outputs);
    const label = labels[row];
    if (outputs === 1) {
      sum += binaryCrossEntropy(scores[0], label);
      outputDelta[row] = label === 1 ? -logistic(-scores[0]) : logistic(scores[0]);
      continue;
    }
    const total = logSumExp(scores);
    sum += total - scores[label];
    scores.forEach(
      (score, j) => (outputDelta[row * outputs + j] = Math.exp(score - total) - Number(j === label)),
    );
  }
  return { loss: sum / size, outputDelta };
}
