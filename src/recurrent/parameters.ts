import type { ParameterArray } from "../architecture/parameters";
import { resolveInitializer } from "../initializers";
import { random } from "../random/random";
import { spectralNorm } from "../numerics/spectral-norm";
import { cellOf } from "../engine/pass/cells";
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

/** What passes need of a recurrent net. */
export interface RecurrentLayers {
  readonly description: RecurrentDescription;
  readonly parameters: RecurrentParameters;
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

/** The arrays of one part: weights and, but for a gate's U, biases. */
export interface ParameterPart<T> {
  readonly weights: T;
  readonly biases?: T;
}

/** All parameters in the parts of `pass/through-time`: of each gate W and b, then U; then the output's. */
export function partsOf({ parameters, description }: RecurrentLayers): ParameterPart<ParameterArray>[] {
  const { gates, output } = parameters;
  const { inputs, units, outputs } = description;
  const array = (values: Float32Array, ...shape: number[]): ParameterArray => ({ values, shape });
  return [
    ...gates.flatMap(({ inputWeights, recurrentWeights, biases }) => [
      { weights: array(inputWeights, inputs, units), biases: array(biases, units) },
      { weights: array(recurrentWeights, units, units) },
    ]),
    { weights: array(output.weights, units, outputs), biases: array(output.biases, outputs) },
  ];
}
