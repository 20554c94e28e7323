import { exp, log } from "../../numerics/elementary";
import { norm } from "../../numerics/norm";
import { requireRows } from "../guards";
import type { Dataset } from "../../data/dataset";
import type { ProgressOptions } from "../on-progress";
import { logisticAscent } from "./logistic-ascent";
import { logisticRegression } from "./logistic-regression";
import { maximumMargin } from "./maximum-margin";

/** How the weights of a logistic regression grow during gradient ascent, and where theory says that it leads. */
export interface WeightGrowth {
  /** What the data are called. */
  name: string;
  /** ‖w‖ after 0, 1, 2, … steps, the intercept among the weights. */
  norms: number[];
  /** ‖w‖ of maximum likelihood, to which it tends; undefined where there is no maximum. */
  limit?: number;
  /** Where the classes are separable, by how much ‖w‖ grows in the end per e-fold of the steps: ‖ŵ‖ of the maximum margin. */
  slope?: number;
  /** Two points of the line that theory has for the end: the limit, or the slope through the last norm. */
  end?: {
    /** Steps of each. */
    steps: [number, number];
    /** ‖w‖ of each. */
    norms: [number, number];
  };
}

/**
 * ‖w‖ during gradient ascent on the mean log-likelihood, from w = 0: it tends to that of maximum likelihood where there is one,
 * and grows like ‖ŵ‖·ln t on separable data (Soudry et al., J. Mach. Learn. Res. 19 (2018), 70, theorem 3).
 * @param data one feature
 * @param options.rate above 0, up to 1000; default 1
 * @param options.steps 1 to 1 000 000; default 1000
 * @param options.onProgress told the share of the work that is done
 * @throws InvalidArgument when an option is out of its range, or the data have not one feature
 */
export function weightGrowth(
  data: Dataset,
  options: { rate?: number; steps?: number } & ProgressOptions = {},
): WeightGrowth {
  requireRows("weightGrowth data", data);
  const margin = maximumMargin(data);
  const fit = logisticRegression(data);
  const norms = logisticAscent(data, options, "weightGrowth").weights.map((w) => norm(w));
  const [steps, last] = [norms.length - 1, norms.at(-1)!];
  const { name } = data;
  if (fit.status === "converged") {
    const limit = norm(fit.weights);
    return { name, norms, limit, end: { steps: [1, steps], norms: [limit, limit] } };
  }
  if (!margin) return { name, norms };
  const slope = norm(margin);
  // As far back as the line is above 0.
  const from = Math.max(1, steps / exp(last / slope));
  const first = last - slope * log(steps / from);
  return { name, norms, slope, end: { steps: [from, steps], norms: [first, last] } };
}
