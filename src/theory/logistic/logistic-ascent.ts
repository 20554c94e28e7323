import { requireRows } from "../guards";
import type { Dataset } from "../../data/dataset";
import { requireNumber, requireNumberList } from "../../errors";
import { listenerOf, type ProgressOptions } from "../on-progress";
import { likelihoodGradient, logLikelihood } from "./logistic-likelihood";

/** A climb on the likelihood by gradient ascent. */
export interface LogisticAscent {
  /** The learning rate, for the gradient of the mean log-likelihood per point. */
  rate: number;
  /** The weights after 0, 1, 2, … steps, the intercept first. */
  weights: number[][];
  /** ℓ after 0, 1, 2, … steps, in nats (the sum over the points). */
  logLikelihood: number[];
}

/**
 * Gradient ascent on the mean log-likelihood of a logistic regression, from w = 0.
 * @param options.rate above 0, up to 1000; default 1
 * @param options.steps 1 to 1 000 000; default 1000
 * @param options.onProgress told the share of the work that is done
 * @param caller whose data and options an error says that they are
 * @throws InvalidArgument when an option is out of its range
 */
export function logisticAscent(
  data: Dataset,
  options: { rate?: number; steps?: number } & ProgressOptions = {},
  caller = "logisticAscent",
): LogisticAscent {
  requireRows(`${caller} data`, data);
  const onProgress = listenerOf(caller, options, ["rate", "steps"]);
  const rate = requireNumber(`${caller} rate`, options.rate ?? 1, { above: 0, max: 1000 });
  const steps = requireNumber(`${caller} steps`, options.steps ?? 1000, {
    min: 1,
    max: 1e6,
    whole: true,
  });
  let current: number[] = Array.from({ length: data.features + 1 }, () => 0);
  const weights = [current];
  const likelihoods = [logLikelihood(data, current)];
  for (let step = 0; step < steps; step++) {
    const gradient = likelihoodGradient(data, current);
    current = current.map((w, j) => w + (rate * gradient[j]) / data.points);
    weights.push(current);
    likelihoods.push(logLikelihood(data, current));
    if (step % 1000 === 999) onProgress((step + 1) / steps);
  }
  return { rate, weights, logLikelihood: likelihoods };
}

/**
 * The first step from which on every value stays within `tolerance` of `target`; undefined where none does.
 * "From which on": an oscillating climb may pass the target and leave it again.
 */
export function settledAt(values: ArrayLike<number>, target: number, tolerance: number): number | undefined {
  requireNumberList("settledAt values", values);
  requireNumber("settledAt target", target);
  requireNumber("settledAt tolerance", tolerance, { min: 0 });
  let step = values.length;
  while (step > 0 && Math.abs(values[step - 1] - target) <= tolerance) step--;
  return step < values.length ? step : undefined;
}
