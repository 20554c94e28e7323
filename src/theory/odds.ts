import { requireNumber } from "../errors";

/**
 * p/(1 − p): how often an event happens for each time that it does not.
 * @param probability from 0 up to but not including 1
 * @throws InvalidArgument outside that interval
 */
export function odds(probability: number): number {
  requireNumber("odds probability", probability, { min: 0, max: LARGEST_BELOW_1 });
  return probability / (1 - probability);
}

/**
 * ln(p/(1 − p)), the log-odds; the inverse of the sigmoid.
 * @param probability strictly between 0 and 1: at the ends the logit is undefined (its limits are −∞ and ∞)
 * @throws InvalidArgument outside that open interval
 */
export function logit(probability: number): number {
  requireNumber("logit probability", probability, { above: 0, max: LARGEST_BELOW_1 });
  return Math.log(probability) - Math.log1p(-probability);
}

/** The float64 just below 1. */
const LARGEST_BELOW_1 = 1 - Number.EPSILON / 2;
