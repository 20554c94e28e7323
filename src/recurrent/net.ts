import { describeRecurrent, type RecurrentDescription, type RecurrentOptions } from "./description";
import { drawRecurrent, parameterList, type RecurrentParameters } from "./parameters";

/** A recurrent net: a description and its parameters as plain arrays. It holds no tensors. */
export class RecurrentNet {
  /** The plain object that this net was made from. */
  readonly description: RecurrentDescription;
  /** Every gate's weights and biases, and the output's. */
  readonly parameters: RecurrentParameters;

  constructor(description: RecurrentDescription) {
    this.description = description;
    this.parameters = drawRecurrent(description);
  }

  /** The number of weights and biases. */
  get parameterCount(): number {
    const list = parameterList(this.parameters, this.description);
    return list.reduce((sum, { values }) => sum + values.length, 0);
  }
}

/**
 * Builds a net that is deep in time: one cell, applied at every step of a sequence, and outputs read after the last step.
 *
 * Its depth is the number of steps of the data; the state starts at 0.
 * @param options the options, or the `description` of another net, whose twin this then is
 * @throws InvalidArgument that names the rule, the value and the valid choices, before anything is built
 */
export function recurrent(options: RecurrentOptions | RecurrentDescription): RecurrentNet {
  return new RecurrentNet(describeRecurrent(options));
}
