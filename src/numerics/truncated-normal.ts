import { requireNumber } from "../errors";
import { exp } from "./elementary";
import { erf } from "./error-function";

/**
 * Variance of a standard normal variable of which only draws within ±cut are kept: 1 − 2c·φ(c)/(2Φ(c) − 1), φ and Φ the normal
 * density and distribution; 0.774 at 2, where frameworks cut weights off (their standard deviation is then 0.8796 of the stated one).
 * @param cut c in standard deviations, from 0.01 to 100; default 2
 */
export function truncatedVariance(cut = 2): number {
  requireNumber("truncatedVariance cut", cut, { min: 0.01, max: 100 });
  const density = exp((-cut * cut) / 2) / Math.sqrt(2 * Math.PI);
  return 1 - (2 * cut * density) / erf(cut / Math.SQRT2);
}
