import type { Dataset } from "../../data/dataset";
import { requireKnownKeys, requireNumber } from "../../errors";
import { cholesky, solveCholesky } from "../../numerics/cholesky";
import { designOf } from "./design";
import { likelihoodGradient, likelihoodHessian, logLikelihood } from "./logistic-likelihood";
import { separates } from "./separation";

/** A logistic regression, fitted or found to have no fit. */
export interface LogisticFit {
  /** "converged"; "separated": no maximum exists, the weights grow without end; "stopped": out of iterations. */
  status: "converged" | "separated" | "stopped";
  /** The intercept w₀, then one weight per feature; the last iterate where there is no maximum. */
  weights: number[];
  /** Of each weight, from the inverse of −∂²ℓ/∂w²; Infinity where there is no maximum. */
  standardErrors: number[];
  /** The inverse of −∂²ℓ/∂w²; empty where there is no maximum. */
  covariance: number[][];
  /** ℓ at the weights, in nats. */
  logLikelihood: number;
  /** Newton's steps that were taken. */
  iterations: number;
  /** Every iterate, the start (all zeros) first. */
  path: {
    /** The intercept first. */
    weights: number[];
    /** ℓ there, in nats. */
    logLikelihood: number;
  }[];
}

/**
 * Logistic regression by maximum likelihood: Newton's method from w = 0, also known as iteratively reweighted least
 * squares (McCullagh & Nelder 1989, §4.4). A step that lowers ℓ is halved until it does not.
 * @param data two classes; the features must not be linear combinations of each other or constant
 * @param options.tolerance what ℓ may lack of its maximum, in nats, above 0; default 1e-12
 * @param options.maxIterations 1 up; default 50
 * @throws InvalidArgument when the data or an option break these rules
 */
export function logisticRegression(
  data: Dataset,
  options: { tolerance?: number; maxIterations?: number } = {},
): LogisticFit {
  requireKnownKeys("logisticRegression options", options, ["tolerance", "maxIterations"]);
  const tolerance = requireNumber("logisticRegression tolerance", options.tolerance ?? 1e-12, { above: 0 });
  const most = requireNumber("logisticRegression maxIterations", options.maxIterations ?? 50, { min: 1, whole: true }); // prettier-ignore
  designOf(data);
  let weights: number[] = Array.from({ length: data.features + 1 }, () => 0);
  const path = [{ weights, logLikelihood: logLikelihood(data, weights) }];
  for (let iteration = 0; iteration < most; iteration++) {
    const gradient = likelihoodGradient(data, weights);
    const step = scoringStep(data, weights, gradient);
    if (!step) break;
    if (separates(data, weights) || separates(data, step)) return unfitted("separated", path);
    weights = climb(data, weights, step);
    path.push({ weights, logLikelihood: logLikelihood(data, weights) });
    // Half the Newton decrement is what the quadratic model of ℓ had to gain by the step just taken.
    const gain = step.reduce((sum, s, j) => sum + (s * gradient[j]) / 2, 0);
    if (gain < tolerance) return fitted(data, path);
  }
  return unfitted("stopped", path);
}

/** −(∂²ℓ/∂w²)⁻¹ ∂ℓ/∂w; undefined where rounding has made the Hessian singular. */
function scoringStep(data: Dataset, weights: number[], gradient: number[]): number[] | undefined {
  const lower = factorOf(data, weights);
  return lower && solveCholesky(lower, gradient);
}

/** L of −∂²ℓ/∂w² = LLᵀ. */
const factorOf = (data: Dataset, weights: readonly number[]): number[][] | undefined =>
  cholesky(likelihoodHessian(data, weights).map((row) => row.map((value) => -value)));

/** The step, halved as often as it takes for ℓ not to fall. */
function climb(data: Dataset, weights: number[], step: number[]): number[] {
  const before = logLikelihood(data, weights);
  for (let share = 1; share > 1e-6; share /= 2) {
    const next = weights.map((w, j) => w + share * step[j]);
    if (logLikelihood(data, next) >= before) return next;
  }
  return weights;
}

function fitted(data: Dataset, path: LogisticFit["path"]): LogisticFit {
  const last = path.at(-1)!;
  const lower = factorOf(data, last.weights);
  if (!lower) return unfitted("stopped", path);
  const covariance = last.weights.map((_, i) => solveCholesky(lower, last.weights.map((__, j) => Number(i === j)))); // prettier-ignore
  const standardErrors = covariance.map((row, j) => Math.sqrt(row[j]));
  return { ...last, status: "converged", standardErrors, covariance, iterations: path.length - 1, path };
}

function unfitted(status: "separated" | "stopped", path: LogisticFit["path"]): LogisticFit {
  const last = path.at(-1)!;
  const standardErrors = last.weights.map(() => Infinity);
  return { ...last, status, standardErrors, covariance: [], iterations: path.length - 1, path };
}
