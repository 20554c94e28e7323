import { InvalidArgument, isList } from "../errors";

/** Examples without answers: rows of numbers, the rows one after another in one list, or a data set, whose answers are left alone. */
export type Inputs =
  | readonly ArrayLike<number>[]
  | ArrayLike<number>
  | {
      /** Row by row. */
      readonly inputs: Float32Array;
      /** Numbers per row. */
      readonly features: number;
    };

/**
 * Examples as one float32 array, row by row.
 * @param length numbers that each row must have
 * @throws InvalidArgument that names the row and the column: "predict inputs[3][1]"
 */
export function inputsOf(argument: string, given: Inputs, length: number): Float32Array {
  const rule = `must be rows of ${length} numbers (the net's inputs), or a data set of as many features`;
  const values = isList(given) ? given : (given as { inputs?: unknown } | undefined)?.inputs;
  if (!isList(values) || values.length === 0) throw new InvalidArgument(argument, rule, given);
  if (!isList(given)) {
    if ("steps" in given) throw new InvalidArgument(argument, "must not be sequences for such a net", given);
    if (given.features !== length)
      throw new InvalidArgument(
        `${argument} features`,
        `must be the net's inputs (${length})`,
        given.features,
      );
  }
  if (!isList(values[0])) return flat(argument, values, length);
  const all = new Float32Array(values.length * length);
  for (let i = 0; i < values.length; i++) {
    const row = values[i] as ArrayLike<unknown>;
    if (!isList(row) || row.length !== length)
      throw new InvalidArgument(`${argument}[${i}]`, `must be ${length} numbers, the net's inputs`, row);
    for (let j = 0; j < length; j++) {
      const value = row[j];
      all[i * length + j] = held(value) ? value : refuse(`${argument}[${i}][${j}]`, value);
    }
  }
  return all;
}

function flat(argument: string, values: ArrayLike<unknown>, length: number): Float32Array {
  if (values.length % length !== 0) {
    const rule = `must be as many numbers for each example as the net has inputs (${length})`;
    throw new InvalidArgument(argument, rule, values.length);
  }
  const all = new Float32Array(values.length);
  for (let k = 0; k < values.length; k++) {
    const value = values[k];
    all[k] = held(value) ? value : refuse(`${argument}[${k}]`, value);
  }
  return all;
}

const held = (value: unknown): value is number =>
  typeof value === "number" && Number.isFinite(Math.fround(value));

function refuse(place: string, value: unknown): never {
  throw new InvalidArgument(place, "must be a finite number within float32's range (±3.4·10³⁸)", value);
}
