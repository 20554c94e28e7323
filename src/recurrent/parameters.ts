import { resolveInitializer } from "../initializers";
import { random } from "../random/random";
import { spectralNorm } from "../numerics/spectral-norm";
import { cellOf } from "./cells";
import type { RecurrentDescription } from "./description";

/** What one gate adds up, W x + U h + b, as plain arrays; training replaces their contents. */
export interface GateParameters {
  /** The gate's name, such as "forget"; "state" for the simple cell. */
  readonly gate: string;
  /** W, inputs × units, row by row. */
  readonly inputWeights: Float32Array;
  /** U, units × units, row by row: U[k·units + j] leads from unit k to unit j. */
  readonly recurrentWeights: Float32Array;
  /** b, units. */
  readonly biases: Float32Array;
}

/** The parameters of a recurrent net as plain arrays. */
export interface RecurrentParameters {
  /** Each gate's weights and biases, in the order of the cell. */
  readonly gates: readonly GateParameters[];
  /** From h_T to the outputs: units × outputs, and outputs. */
  readonly output: {
    /** units × outputs, row by row. */
    readonly weights: Float32Array;
    /** One per output. */
    readonly biases: Float32Array;
  };
}

/** One parameter array with its shape. */
export interface Parameter {
  readonly values: Float32Array;
  readonly shape: number[];
}

/** Draws all parameters, each part from a stream of its own; biases start at 0 but for the forget gate's. */
export function drawRecurrent(description: RecurrentDescription): RecurrentParameters {
  const { inputs, units, outputs, seed, forgetBias = 0 } = description;
  const init = resolveInitializer(description.init);
  const gates = cellOf(description).gates.map((gate) => ({
    gate,
    inputWeights: init.sample(random(seed, "inputWeights", gate), inputs, units),
    recurrentWeights: drawRecurrentWeights(description, gate),
    biases: new Float32Array(units).fill(gate === "forget" ? forgetBias : 0),
  }));
  const weights = init.sample(random(seed, "outputWeights"), units, outputs);
  return { gates, output: { weights, biases: new Float32Array(outputs) } };
}

function drawRecurrentWeights(description: RecurrentDescription, gate: string): Float32Array {
  const { units, seed, recurrentInit, spectralNorm: wanted } = description;
  const stream = random(seed, "recurrentWeights", gate);
  const drawn = resolveInitializer(recurrentInit).sample(stream, units, units);
  if (wanted === undefined) return drawn;
  const norm = spectralNorm(drawn, units, units);
  // All zeros (a constant initializer) have no direction to scale.
  return norm === 0 ? drawn : drawn.map((w) => (w * wanted) / norm);
}

/** All parameters in one fixed order: per gate W, U and b, then the output's weights and biases. */
export function parameterList(
  parameters: RecurrentParameters,
  { inputs, units, outputs }: RecurrentDescription,
): Parameter[] {
  const { gates, output } = parameters;
  return [
    ...gates.flatMap(({ inputWeights, recurrentWeights, biases }) => [
      { values: inputWeights, shape: [inputs, units] },
      { values: recurrentWeights, shape: [units, units] },
      { values: biases, shape: [units] },
    ]),
    { values: output.weights, shape: [units, outputs] },
    { values: output.biases, shape: [outputs] },
  ];
}

/** What is known of each parameter, by the parameter's name. */
export interface ByParameter<T> {
  readonly gates: readonly {
    readonly gate: string;
    readonly inputWeights: T;
    readonly recurrentWeights: T;
    readonly biases: T;
  }[];
  readonly output: { readonly weights: T; readonly biases: T };
}

/** Names the entries of a list in the order of `parameterList`. */
export function byParameter<T>(gates: readonly string[], list: readonly T[]): ByParameter<T> {
  const named = gates.map((gate, i) => {
    const [inputWeights, recurrentWeights, biases] = list.slice(3 * i);
    return { gate, inputWeights, recurrentWeights, biases };
  });
  const [weights, biases] = list.slice(3 * gates.length);
  return { gates: named, output: { weights, biases } };
}
