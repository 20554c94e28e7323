import { InvalidArgument, requireChoice, requireNumber } from "../errors";
import { standardize } from "./dataset";
import { requireList, requireRows } from "./rows";

/** The numbers of sequences, step by step within each. */
export interface Sequences {
  values: Float64Array;
  rows: number;
  steps: number;
  /** Numbers per step. */
  length: number;
}

/** Where shorter sequences get steps of zeros. */
export type Padding = "start" | "end";

/**
 * Reads sequences of rows of numbers; a feature's mean and variance are those of the steps that were given.
 * @throws InvalidArgument that names the sequence, the step and the feature, or the remedy for lengths that differ
 */
export function requireSteps(argument: string, table: unknown, scaled: boolean, pad?: Padding): Sequences {
  const given = requireList(argument, table).map((sequence, i) => requireRows(`${argument}[${i}]`, sequence));
  const [{ length, rows: first }] = given;
  const steps = given.reduce((most, { rows }) => Math.max(most, rows), 0);
  for (const [i, { rows, length: other }] of given.entries()) {
    if (other !== length)
      throw new InvalidArgument(`${argument}[${i}][0]`, `must have ${length} items, as the first step`, other); // prettier-ignore
    if (rows === first || pad !== undefined) continue;
    const rule = `must have ${first} steps, as the first sequence (pad: "start" puts zeros before those that are shorter)`;
    throw new InvalidArgument(`${argument}[${i}]`, rule, rows);
  }
  if (pad !== undefined) requireChoice("fromArrays pad", pad, ["start", "end"]);
  requireNumber(`${argument} points × steps × features`, given.length * steps * length, { max: 4e7 });
  const all = new Float64Array(given.reduce((sum, { rows }) => sum + rows * length, 0));
  let place = 0;
  for (const { values } of given) {
    all.set(values, place);
    place += values.length;
  }
  if (scaled) standardize(all, length);
  const values = new Float64Array(given.length * steps * length);
  let from = 0;
  for (const [i, { rows }] of given.entries()) {
    const size = rows * length;
    const gap = pad === "end" ? 0 : (steps - rows) * length;
    values.set(all.subarray(from, from + size), i * steps * length + gap);
    from += size;
  }
  return { values, rows: given.length, steps, length };
}
