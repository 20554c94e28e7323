import { type Activation, activation, type ActivationDescription, type ActivationInput, activationNames, describeActivation } from "../activations"; // prettier-ignore
import { InvalidArgument, requireChoice } from "../errors";

/** What is minimized: cross-entropy in nats, summed over the outputs, or half the squared error, ½‖answer − target‖². */
export type Loss = "crossEntropy" | "squaredError";
/** What makes the outputs answers: softmax over all of them, or an activation of each. */
export type OutputInput = "softmax" | ActivationInput | OutputDescription;
/** The plain, serializable form of what makes the outputs answers; a reader's own function is kept as it is. */
export type OutputDescription =
  | {
      /** Over all outputs. */
      name: "softmax";
    }
  | ActivationDescription
  | Activation;

/** What a net's answers and its loss follow from: the end of a description. */
export interface Ending {
  /** Units of the output layer. */
  readonly outputs: number;
  /** What makes them answers. */
  readonly output: OutputDescription;
  /** What training minimizes. */
  readonly loss: Loss;
}

/**
 * Checks what a net ends with and fills in what is left out: probabilities by softmax, or by a sigmoid for one output, with
 * cross-entropy; plain numbers with squared error; and squared error for any other activation.
 * @param by the function that the messages name
 * @throws InvalidArgument for cross-entropy of what are no probabilities, and softmax of one output
 */
export function describeOutput(
  by: string,
  outputs: number,
  given: { output?: OutputInput; loss?: Loss },
): Pick<Ending, "output" | "loss"> {
  const wanted = given.output === undefined ? undefined : named(by, given.output);
  const isProbability = wanted === undefined || ["softmax", "sigmoid"].includes(wanted.name);
  const loss = requireChoice(`${by} loss`, given.loss ?? (isProbability ? "crossEntropy" : "squaredError"), ["crossEntropy", "squaredError"]); // prettier-ignore
  const usual = loss === "squaredError" ? "linear" : outputs === 1 ? "sigmoid" : "softmax";
  const output = wanted ?? named(by, usual);
  if (loss === "crossEntropy" && !isProbability) {
    const rule = 'must be a probability for loss "crossEntropy"; others have loss "squaredError"';
    throw new InvalidArgument(`${by} output`, rule, output.name, ["softmax", "sigmoid"]);
  }
  if (output.name === "softmax" && outputs === 1) {
    const rule = "must not be softmax for one output, which would always be 1";
    throw new InvalidArgument(`${by} output`, rule, output.name, activationNames);
  }
  return { output, loss };
}

function named(by: string, output: OutputInput): OutputDescription {
  const name: unknown = typeof output === "object" && output !== null ? output.name : output;
  if (name !== "softmax") return describeActivation(output as ActivationInput, `${by} output`, ["softmax"]);
  return { name };
}

/** φ(z) = low + height · σ(steepness · z). */
export interface Logistic {
  readonly low: number;
  readonly height: number;
  readonly steepness: number;
}

/** The activations that are a stretched sigmoid: tanh z = 2σ(2z) − 1. */
const LOGISTIC: Partial<Record<string, Logistic>> = {
  sigmoid: { low: 0, height: 1, steepness: 1 },
  tanh: { low: -1, height: 2, steepness: 2 },
  scaledTanh: { low: -1.7159, height: 2 * 1.7159, steepness: 4 / 3 },
};

/**
 * What the loss applies to the last layer's z by itself, because it can keep all digits where probabilities are near 0 and 1.
 * "none" where the last layer applies its activation like any other, and the loss takes what comes out.
 */
export function linkOf({ output: { name } }: Pick<Ending, "output">): "softmax" | "none" | Logistic {
  return name === "softmax" ? name : (LOGISTIC[name] ?? "none");
}

/** The activation of the last layer; linear where its softmax or sigmoid cancels against the loss, as cross-entropy is made for. */
export function lastActivation({ output, loss }: Pick<Ending, "output" | "loss">): Activation {
  return activation(loss === "crossEntropy" || output.name === "softmax" ? "linear" : (output as ActivationDescription)); // prettier-ignore
}

/** The numbers that stand for a class and for another one: 1 and 0, or the ends of a tanh. */
export function endsOf(ending: Pick<Ending, "output">): { on: number; off: number } {
  const link = linkOf(ending);
  return typeof link === "object" ? { on: link.low + link.height, off: link.low } : { on: 1, off: 0 };
}
