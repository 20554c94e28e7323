import { exp, log1p } from "../../numerics/elementary";
import { requireRows } from "../guards";
import { logistic } from "../../activations/logistic";
import type { Dataset } from "../../data/dataset";
import { InvalidArgument, requireNumberList } from "../../errors";

/** w₀ + w₁x₁ + … + wₙxₙ for one row: the model's log-odds. */
export function logOdds(data: Dataset, row: number, weights: readonly number[]): number {
  let sum = weights[0];
  for (let j = 0; j < data.features; j++) sum += weights[j + 1] * data.inputs[row * data.features + j];
  return sum;
}

/**
 * ℓ(w) = Σᵢ [yᵢ ln pᵢ + (1 − yᵢ) ln(1 − pᵢ)] with pᵢ = σ(w₀ + w·xᵢ), in nats; at most 0, and never overflows.
 * @param at the intercept w₀ first, then one per feature
 * @throws InvalidArgument when the number of weights does not fit the data
 */
export function logLikelihood(data: Dataset, at: ArrayLike<number>): number {
  const weights = requireWeights(data, at);
  let sum = 0;
  for (let i = 0; i < data.points; i++) {
    const z = logOdds(data, i, weights);
    // ln σ(z) = −ln(1 + e⁻ᶻ), written so that the exponential never overflows; a 0 counts as a 1 with −z.
    const margin = data.labels[i] === 1 ? z : -z;
    sum += Math.min(margin, 0) - log1p(exp(-Math.abs(margin)));
  }
  return sum;
}

/** ∂ℓ/∂w = Σᵢ (yᵢ − pᵢ)(1, xᵢ): the residuals, weighted with the inputs. Arguments as of `logLikelihood`. */
export function likelihoodGradient(data: Dataset, at: ArrayLike<number>): number[] {
  const weights = requireWeights(data, at);
  const gradient = weights.map(() => 0);
  for (let i = 0; i < data.points; i++) {
    const residual = data.labels[i] - logistic(logOdds(data, i, weights));
    for (let j = 0; j < gradient.length; j++) gradient[j] += residual * column(data, i, j);
  }
  return gradient;
}

/** ∂²ℓ/∂w² = −Σᵢ σ′(zᵢ)(1, xᵢ)(1, xᵢ)ᵀ: negative semidefinite everywhere, so ℓ is concave. Arguments as of `logLikelihood`. */
export function likelihoodHessian(data: Dataset, at: ArrayLike<number>): number[][] {
  const weights = requireWeights(data, at);
  const hessian = Array.from(weights, () => Array.from(weights, () => 0));
  for (let i = 0; i < data.points; i++) {
    const z = logOdds(data, i, weights);
    const slope = logistic(z) * logistic(-z);
    for (const [j, line] of hessian.entries()) {
      line.forEach((_, k) => (line[k] -= slope * column(data, i, j) * column(data, i, k)));
    }
  }
  return hessian;
}

/** Entry (i, j) of the design matrix: a 1 for the intercept, then the features. */
export const column = (data: Dataset, i: number, j: number): number =>
  j === 0 ? 1 : data.inputs[i * data.features + j - 1];

function requireWeights(data: Dataset, given: ArrayLike<number>): number[] {
  requireRows("data", data);
  const weights = requireNumberList("weights", given);
  if (weights.length !== data.features + 1) {
    throw new InvalidArgument(
      "weights",
      `must be ${data.features + 1} finite numbers, the intercept first`,
      weights,
    );
  }
  return weights;
}
