import { meanOf } from "../numerics/summary";

/** The share of a run that counts as its beginning or end. */
const PART = 0.1;

/** Recorded steps from which on beginning and end are apart. */
export const LONG_ENOUGH = 2 / PART;

/** The mean loss of the first and of the last tenth of a run. */
export function lossEnds(loss: Float64Array): { begin: number; end: number } {
  const length = Math.ceil(PART * loss.length);
  return { begin: meanOf(loss.slice(0, length))!, end: meanOf(loss.slice(-length))! };
}
