import type { Dataset } from "../../data/dataset";
import { logOdds } from "./logistic-likelihood";

/** Margins this small next to the largest count as 0. */
const TOLERANCE = 1e-9;

/**
 * Whether moving along `direction` never lowers the likelihood of any point and raises some.
 * Such a direction exists exactly where the classes are separable (or touch), and then no maximum exists
 * (Albert & Anderson, Biometrika 71 (1984), 1–10).
 * @param direction the intercept's component first, then one per feature
 */
export function separates(data: Dataset, direction: readonly number[]): boolean {
  let smallest = Infinity;
  let largest = 0;
  for (let i = 0; i < data.points; i++) {
    const z = logOdds(data, i, direction);
    const margin = data.labels[i] === 1 ? z : -z;
    smallest = Math.min(smallest, margin);
    largest = Math.max(largest, Math.abs(margin));
  }
  return largest > 0 && smallest >= -TOLERANCE * largest;
}
