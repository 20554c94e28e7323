import { exp, log1p } from "../numerics/elementary";

/** σ(x) = 1/(1 + e⁻ˣ), without overflow for any x. */
export const logistic = (x: number): number => (x >= 0 ? 1 / (1 + exp(-x)) : exp(x) / (1 + exp(x)));

/** σ″(x) = s(1 − s)(1 − 2s), with 1 − s = σ(−x). */
export const logisticCurvature = (x: number): number =>
  logistic(x) * logistic(-x) * (logistic(-x) - logistic(x));

/** ln(1 + eˣ), without overflow and with all digits where it is small. */
export const logOnePlusExp = (x: number): number => Math.max(x, 0) + log1p(exp(-Math.abs(x)));
