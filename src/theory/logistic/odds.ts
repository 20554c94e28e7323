import { InvalidArgument } from "../../errors";
import { log, log1p } from "../../numerics/elementary";

/**
 * p/(1 − p): how often an event happens for each time that it does not.
 * @param probability from 0 up to but not including 1
 * @throws InvalidArgument outside that interval
 */
export function odds(probability: number): number {
  if (typeof probability !== "number" || !(probability >= 0 && probability < 1)) {
    throw new InvalidArgument("odds probability", "must be at least 0 and below 1", probability);
  }
  return probability / (1 - probability);
}

/**
 * ln(p/(1 − p)), the log-odds; the inverse of the sigmoid.
 * @param probability strictly between 0 and 1: at the ends the logit is undefined (its limits are −∞ and ∞)
 * @throws InvalidArgument outside that open interval
 */
export function logit(probability: number): number {
  if (typeof probability !== "number" || !(probability > 0 && probability < 1)) {
    throw new InvalidArgument("logit probability", "must lie strictly between 0 and 1", probability);
  }
  return log(probability) - log1p(-probability);
}
