import { requireCost } from "../guards";
import { requireNumberList } from "../../errors";
import { norm } from "../../numerics/norm";
import { dot } from "../../numerics/dot";
import { type Cost } from "../optimization/cost";

/** Curvatures below this share of the largest are rounding errors of the eigenvalues, and count as 0. */
const FLAT = 1e-12;

/**
 * The length of the Newton-type step |H|⁻¹g: how far away the local parabola puts its critical point.
 * Along each eigenvector it is |g|/|λ|; |λ| instead of λ, so that a saddle does not attract (Dauphin et al. 2014).
 * It does not depend on a learning rate, nor on the unit of the cost. Infinity where there is slope but no curvature.
 */
export function newtonStep(cost: Cost, point: ArrayLike<number>): number {
  requireCost("newtonStep cost", cost);
  return newtonLength(cost, requireNumberList("newtonStep point", point, { least: 1 }));
}

/** The same without its checks, for every step of a long run. */
export function newtonLength(cost: Cost, w: readonly number[]): number {
  const gradient = cost.gradient(w);
  const { values, vectors } = cost.curvature(w);
  const least = FLAT * norm(gradient);
  let scale = 0;
  for (const value of values) scale = Math.max(scale, Math.abs(value));
  const steps = values.map((value, i) => {
    const slope = Math.abs(dot(vectors[i], gradient));
    if (slope <= least) return 0;
    return Math.abs(value) <= FLAT * scale ? Infinity : slope / Math.abs(value);
  });
  return norm(steps);
}
