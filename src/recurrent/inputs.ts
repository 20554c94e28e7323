import { inputsOf } from "../architecture/inputs";
import { InvalidArgument, isList } from "../errors";

/** Sequences without answers: sequence by sequence a list of steps, each a list of numbers; or a data set. */
export type SequenceInputs =
  | readonly (readonly ArrayLike<number>[])[]
  | {
      /** Sequence by sequence, step by step. */
      readonly inputs: Float32Array;
      /** Numbers per step. */
      readonly features: number;
      /** Steps per sequence. */
      readonly steps: number;
    };

/**
 * Sequences as one float32 array, and how many numbers each has.
 * @param features numbers that each step must have
 * @throws InvalidArgument that names the sequence, the step and the number: "predict inputs[3][0][1]"
 */
export function sequencesOf(
  argument: string,
  given: SequenceInputs,
  features: number,
): { values: Float32Array; row: number } {
  if (!isList(given)) {
    const steps = given?.steps;
    if (!Number.isInteger(steps) || steps < 1)
      throw new InvalidArgument(argument, "must be sequences: lists of steps of numbers, or such a data set", given); // prettier-ignore
    const { steps: _length, ...rows } = given;
    return { values: inputsOf(argument, rows, features), row: features * steps };
  }
  const steps = isList(given[0]) ? given[0].length : 0;
  if (steps === 0)
    throw new InvalidArgument(argument, "must be sequences: lists of steps, each a list of numbers", given);
  const values = new Float32Array(given.length * steps * features);
  for (let i = 0; i < given.length; i++) {
    const sequence: unknown = given[i];
    if (!isList(sequence) || sequence.length !== steps || !isList(sequence[0]))
      throw new InvalidArgument(`${argument}[${i}]`, `must be ${steps} steps, as the first, each a list of numbers`, sequence); // prettier-ignore
    const numbers = inputsOf(`${argument}[${i}]`, sequence as readonly ArrayLike<number>[], features);
    values.set(numbers, i * steps * features);
  }
  return { values, row: steps * features };
}
