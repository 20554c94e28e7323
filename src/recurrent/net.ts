import { ObservableNet } from "../architecture/hooks";
import { requireRoomForCopies } from "../architecture/memory";
import { answersOf } from "../architecture/loss";
import { rowsOf } from "../engine/evaluation";
import { InvalidArgument } from "../errors";
import { inShort, shown } from "../shown";
import { describeRecurrent, type RecurrentDescription, type RecurrentOptions } from "./description";
import type { RecurrentGradientEvent } from "./hooks";
import { cellOf } from "../engine/pass/cells";
import { type SequenceInputs, sequencesOf } from "./inputs";
import { drawRecurrent, type RecurrentParameters } from "./parameters";
import { outputsThroughTime } from "./look";
import { type RecurrentSummary, recurrentText, summarizeRecurrent } from "./summary";

const NOTABLE = ["describe()", "description", "parameters", "parameterCount", "predict(…)", "onGradients(…)"];

/** A recurrent net: a description, its parameters as plain arrays, and hooks. It holds no tensors. */
export class RecurrentNet extends ObservableNet<RecurrentGradientEvent> {
  /** The plain object that this net was made from. */
  readonly description: RecurrentDescription;
  /** Every gate's weights and biases, and the output's. */
  readonly parameters: RecurrentParameters;
  protected readonly maker = "recurrent(…)";

  /** The same as `recurrent(options)`. */
  constructor(options: RecurrentOptions | RecurrentDescription) {
    super();
    const description = describeRecurrent(options);
    requireRoomForCopies("recurrent units", countOf(description), 1, description.units);
    this.description = description;
    this.parameters = drawRecurrent(description);
    shown(this, () =>
      inShort("Recurrent net", recurrentText(description, this.parameterCount), this, NOTABLE),
    );
  }

  /** The number of weights and biases. */
  get parameterCount(): number {
    return countOf(this.description);
  }

  /**
   * What the net answers after the last step of each sequence.
   * @param inputs any number of sequences of equal length, each a list of steps, each a list of numbers; or a data set
   * @returns a row for each sequence: the probabilities of classes or labels (for one output that of class 1), or the numbers
   * that are predicted
   * @throws InvalidArgument when the inputs do not fit the net
   */
  predict(inputs: SequenceInputs): number[][] {
    this.requireAlive();
    const { inputs: features, outputs } = this.description;
    const { values, row } = sequencesOf("predict inputs", inputs, features);
    return rowsOf(answersOf(this.description, outputsThroughTime(this, values, row)), outputs);
  }

  /** The net in one sentence, one step of it in TeX, and its parts as a table. */
  describe(): RecurrentSummary {
    return summarizeRecurrent(this.description, this.parameterCount);
  }
}

/** The number of weights and biases of a net to be. */
export function countOf(description: RecurrentDescription): number {
  const { inputs, units, outputs } = description;
  return cellOf(description).gates.length * (inputs + units + 1) * units + (units + 1) * outputs;
}

/**
 * Builds a net that is deep in time: one cell, applied at every step of a sequence, and outputs read after the last step.
 *
 * Its depth is the number of steps of the data; the state starts at 0.
 * @param options the options, or the `description` of another net, whose twin this then is
 * @throws InvalidArgument that names the rule, the value and the valid choices, before anything is built
 */
export function recurrent(options: RecurrentOptions | RecurrentDescription): RecurrentNet {
  return new RecurrentNet(options);
}

/** Throws unless `net` is a recurrent net of ours that was not disposed. */
export function requireRecurrent(argument: string, net: RecurrentNet): void {
  if (!(net instanceof RecurrentNet))
    throw new InvalidArgument(argument, "must be a net that recurrent(…) made", net);
  net.requireAlive();
}
