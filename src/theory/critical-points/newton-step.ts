import { requireCost } from "../guards";
import { requireNumberList } from "../../errors";
import { type Cost, dot, length } from "../cost";

/** Curvatures below this share of the largest are rounding errors of the eigenvalues, and count as 0. */
const FLAT = 1e-12;

/**
 * The length of the Newton-type step |H|⁻¹g: how far away the local parabola puts its critical point.
 * Along each eigenvector it is |g|/|λ|; |λ| instead of λ, so that a saddle does not attract (Dauphin et al. 2014).
 * It does not depend on a learning rate, nor on the unit of the cost. Infinity where there is slope but no curvature.
 */
export function newtonStep(cost: Cost, w: readonly number[]): number {
  requireCost("newtonStep cost", cost);
  requireNumberList("newtonStep point", w, { least: 1 });
  const gradient = cost.gradient(w);
  const { values, vectors } = cost.curvature(w);
  const scale = Math.max(...values.map(Math.abs));
  const steps = values.map((value, i) => {
    const slope = Math.abs(dot(vectors[i], gradient));
    if (slope <= FLAT * length(gradient)) return 0;
    return Math.abs(value) <= FLAT * scale ? Infinity : slope / Math.abs(value);
  });
  return length(steps);
}
