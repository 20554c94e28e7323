import { logistic } from "../../activations/logistic";
import { InvalidArgument, requireFields, requireNumberList } from "../../errors";
import type { LogisticFit } from "./logistic-regression";

/** A fitted probability with its confidence interval. */
export interface Prediction {
  /** Where it is predicted. */
  x: number;
  /** Of class 1. */
  probability: number;
  /** Lower end of the interval. */
  lower: number;
  /** Upper end of the interval. */
  upper: number;
}

/** The 97.5 % point of the standard normal: a two-sided interval of 95 %. */
const Z_95 = 1.959963984540054;

/**
 * The fitted probability at each x with a pointwise 95 % confidence interval: symmetric in the log-odds, where the
 * estimate is closest to normal (Wald), then bent by σ, so that it stays within (0, 1).
 * @param fit a converged fit of one feature
 * @param values where to predict, in the feature's unit
 * @throws InvalidArgument when the fit has not converged or has not just one feature, or an x is not finite
 */
export function predict(fit: LogisticFit, values: ArrayLike<number>): Prediction[] {
  requireFields(
    "predict fit",
    fit,
    { weights: "list", covariance: "list", status: "string" },
    "logisticRegression(data)",
  );
  const places = requireNumberList("predict values", values);
  if (fit.status !== "converged") {
    throw new InvalidArgument("predict fit", "must have converged: without a maximum there are no standard errors", fit.status); // prettier-ignore
  }
  if (fit.weights.length !== 2) {
    throw new InvalidArgument("predict fit", "must be of one feature", fit.weights);
  }
  requireNumberList("predict fit weights", fit.weights, { least: 2 });
  if (fit.covariance.length !== 2)
    throw new InvalidArgument("predict fit covariance", "must be 2 × 2", fit.covariance);
  for (const row of fit.covariance) requireNumberList("predict fit covariance", row, { least: 2 });
  const [[v00, v01], [, v11]] = fit.covariance;
  return places.map((x) => {
    const z = fit.weights[0] + fit.weights[1] * x;
    const reach = Z_95 * Math.sqrt(v00 + 2 * v01 * x + v11 * x * x);
    return { x, probability: logistic(z), lower: logistic(z - reach), upper: logistic(z + reach) };
  });
}
