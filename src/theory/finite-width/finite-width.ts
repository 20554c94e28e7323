import { requireChoice, requireKnownKeys, requireNumber } from "../../errors";
import { exp, log as ln } from "../../numerics/elementary";
import { digamma, trigamma } from "../../numerics/polygamma";

/** Mean and variance of a natural logarithm, over draws of the weights. */
export interface LogMoments {
  /** Of the natural logarithm. */
  mean: number;
  /** Of the natural logarithm. */
  variance: number;
}

/** What one layer of finite width multiplies a squared norm by, over draws of the weights. */
export interface WidthGrowth {
  /** E of the factor. */
  mean: number;
  /** Var/mean² of the factor: 5/n for ReLU, 2/n for a linear layer (Hanin 2018). */
  relativeVariance: number;
  /** ln of the factor, given that at least one unit is alive. */
  log: LogMoments;
}

/** The activations for which the factor is known in closed form. */
export type PiecewiseLinear = "relu" | "linear";

/**
 * The factor ‖a_l‖²/‖a_{l−1}‖² of one layer with normal weights and no bias, and likewise ‖δ_l‖²/‖δ_{l+1}‖².
 *
 * Both are Var(W)·χ²_K: a linear layer has K = n; in a ReLU layer each of the n units is alive with probability ½,
 * K ~ Bin(n, ½).
 * The factors of different layers are independent (Hanin 2018; Hanin & Nica 2019), so their logarithms add up:
 * E ln χ²_K = ψ(K/2) + ln 2, Var ln χ²_K = ψ′(K/2). By Jensen E ln < 0 where E = 1: the typical net shrinks.
 * @param options.units n, a whole number from 1 to 65 536
 * @param options.weightVariance Var(W), above 0; 2/n is He's
 */
export function widthGrowth(
  activation: PiecewiseLinear,
  options: { units: number; weightVariance: number },
): WidthGrowth {
  requireKnownKeys("widthGrowth options", options, ["units", "weightVariance"]);
  requireChoice("widthGrowth activation", activation, ["relu", "linear"]);
  const units = requireNumber("widthGrowth units", options.units, { min: 1, max: 65_536, whole: true });
  const variance = requireNumber("widthGrowth weightVariance", options.weightVariance, { above: 0 });
  const relu = activation === "relu";
  const log = relu ? logOfLiving(units) : logChiSquare(units);
  return {
    mean: (variance * units) / (relu ? 2 : 1),
    relativeVariance: (relu ? 5 : 2) / units,
    log: { mean: ln(variance) + log.mean, variance: log.variance },
  };
}

/** The moments of a sum of independent logarithms. */
export const sumOfLogs = (terms: readonly LogMoments[]): LogMoments => ({
  mean: terms.reduce((sum, { mean }) => sum + mean, 0),
  variance: terms.reduce((sum, { variance }) => sum + variance, 0),
});

/** ln χ²_k. */
export const logChiSquare = (k: number): LogMoments => ({
  mean: digamma(k / 2) + Math.LN2,
  variance: trigamma(k / 2),
});

/** ln χ²_K, K ~ Bin(n, ½) given K ≥ 1: the law of total variance. */
function logOfLiving(n: number): LogMoments {
  // Sums run around the value in the middle, since a variance of order 1/n drowns in the square of ln n.
  const middle = logChiSquare(Math.max(1, Math.round(n / 2))).mean;
  let [mass, mean, square, within] = [0, 0, 0, 0];
  let logProbability = -n * Math.LN2;
  for (let k = 1; k <= n; k++) {
    logProbability += ln((n - k + 1) / k);
    const probability = exp(logProbability);
    if (probability === 0) continue;
    const log = logChiSquare(k);
    mass += probability;
    mean += probability * (log.mean - middle);
    square += probability * (log.mean - middle) ** 2;
    within += probability * log.variance;
  }
  const shift = mean / mass;
  return { mean: middle + shift, variance: within / mass + square / mass - shift ** 2 };
}
