import { InvalidArgument } from "../errors";
import type { NetDescription } from "./description";

/**
 * Checks that a batch has statistics to normalize by: of one example every normalized number is 0, whatever the weights, so
 * that all hidden gradients are exactly 0.
 * @param argument what the number of examples comes from
 * @throws InvalidArgument for one example and batch normalization
 */
export function requireBatchStatistics(
  argument: string,
  { normalization }: NetDescription,
  examples: number,
): void {
  if (normalization === "batch" && examples < 2)
    throw new InvalidArgument(
      argument,
      "must be 2 or more with batch normalization, which makes one example 0",
      examples,
    );
}
