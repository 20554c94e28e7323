/** σ(x) = 1/(1 + e⁻ˣ), without overflow for any x. */
export const logistic = (x: number): number =>
  x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));

/** σ″(x) = s(1 − s)(1 − 2s), with 1 − s = σ(−x). */
export const logisticCurvature = (x: number): number =>
  logistic(x) * logistic(-x) * (logistic(-x) - logistic(x));

/** ln(1 + eˣ), without overflow and with all digits where it is small. */
export const logOnePlusExp = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
