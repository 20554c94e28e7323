import type { Batch } from "../data/dataset";
import type { Outcome } from "./executor";

/**
 * Takes a step for each batch, one after the other; ends at one that is broken, the last result.
 * @param step takes a batch, and what the schedule says for it
 */
export function oneByOne<Result extends Outcome>(
  batches: readonly Batch[],
  factors: readonly number[],
  step: (batch: Batch, factor: number) => Result,
): Result[] {
  const results: Result[] = [];
  for (const [k, batch] of batches.entries()) {
    results.push(step(batch, factors[k]));
    if (results[k].broken) break;
  }
  return results;
}
