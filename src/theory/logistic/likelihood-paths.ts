import { max } from "../../numerics/summary";
import { requireRows } from "../guards";
import { onlyFeature } from "../../data/binary-table";
import type { Dataset } from "../../data/dataset";
import type { ProgressOptions } from "../on-progress";
import { type LikelihoodSurface, likelihoodSurface } from "./likelihood-surface";
import { type LogisticAscent, logisticAscent, settledAt } from "./logistic-ascent";
import { type LogisticFit, logisticRegression } from "./logistic-regression";

/** What ℓ may lack of its maximum to count as there, in nats. */
const REACHED = 1e-6;

/** Two ways up the likelihood of a logistic regression with one feature, from w = 0. */
export interface LikelihoodPaths {
  /** ℓ around Newton's path. */
  surface: LikelihoodSurface;
  /** Newton's method. */
  newton: LogisticFit;
  /** Gradient ascent. */
  ascent: LogisticAscent;
  /** The maximum of ℓ in nats; where there is none, the highest on the surface. */
  top: number;
  /** Steps of Newton's method until ℓ stays within 10⁻⁶ nats of its maximum; undefined where there is none. */
  newtonSteps?: number;
  /** Steps of gradient ascent likewise; undefined where it does not arrive. */
  ascentSteps?: number;
}

/**
 * Climbs the log-likelihood by Newton's method, which knows its curvature, and by gradient ascent.
 * @param data one feature
 * @param options.rate of gradient ascent, above 0, up to 1000; default 1
 * @param options.steps of gradient ascent, 1 to 1 000 000; default 1000
 * @param options.onProgress told the share of the work that is done
 * @throws InvalidArgument when an option is out of its range, or the data have not one feature
 */
export function likelihoodPaths(
  data: Dataset,
  options: { rate?: number; steps?: number } & ProgressOptions = {},
): LikelihoodPaths {
  requireRows("likelihoodPaths data", data);
  onlyFeature(data);
  const newton = logisticRegression(data);
  const surface = likelihoodSurface(data, newton.path.map(({ weights }) => weights)); // prettier-ignore
  const ascent = logisticAscent(data, options, "likelihoodPaths");
  if (newton.status !== "converged")
    return { surface, newton, ascent, top: max(surface.logLikelihood.flat())! };
  const top = newton.logLikelihood;
  const newtonSteps = settledAt(newton.path.map((step) => step.logLikelihood), top, REACHED); // prettier-ignore
  return { surface, newton, ascent, top, newtonSteps, ascentSteps: settledAt(ascent.logLikelihood, top, REACHED) }; // prettier-ignore
}
