import { requireKnownKeys, requireNumber } from "../../errors";
import { exp, log } from "../../numerics/elementary";
import { type CurveInput, curveOf, meanSquaredValue, meanSquaredSlope } from "../optimization/curve";
import { rootBetween } from "../../numerics/root";

/** σ_w² and σ_b² of a wide net: n·Var(W) and Var(b). */
export interface Variances {
  /** σ_w² = n·Var(W), 0 up. */
  weights: number;
  /** σ_b² = Var(b), 0 up; default 0. */
  biases?: number;
}

/** The variances, checked; a point that `criticalPoint` gave is taken as it is. */
export function requireVariances(argument: string, variances: Variances): Required<Variances> {
  requireKnownKeys(`${argument} variances`, variances, ["weights", "biases", "preactivationMeanSquare"]);
  const { weights, biases = 0 } = variances;
  requireNumber(`${argument} weights`, weights, { min: 0 });
  requireNumber(`${argument} biases`, biases, { min: 0 });
  return { weights, biases };
}

/**
 * One step of the variance map: q′ = σ_w² E φ(z)² + σ_b², z ~ N(0, q) (Poole et al. 2016).
 * @param activation a name, a record, or the reader's own `{ f, derivative, kinks }`
 */
export function varianceMap(activation: CurveInput, variances: Variances, q: number): number {
  const { weights, biases } = requireVariances("varianceMap", variances);
  requireNumber("varianceMap q", q, { min: 0 });
  return weights * meanSquaredValue(curveOf(activation), q) + biases;
}

/** Beyond 10^±10, a variance that no step of the map changes to this relative precision counts as 0 or ∞. */
const STATIONARY = 1e-12;

/**
 * The fixed point q* that the variance map reaches from q = 1; Infinity where it grows without bound.
 * The map is monotone, so its orbit ends at the first crossing q′ = q on its way: that crossing is bracketed and solved
 * for, since at criticality the orbit itself would take forever.
 */
export function fixedPoint(activation: CurveInput, variances: Variances): number {
  const curve = curveOf(activation);
  const growth = (logQ: number): number => {
    const q = exp(logQ);
    return log(varianceMap(curve, variances, q) / q);
  };
  const start = growth(0);
  if (Math.abs(start) <= STATIONARY) return 1;
  const limit = start > 0 ? Infinity : 0;
  const direction = Math.sign(start);
  for (let near = 0, value = start; Math.abs(near) < 230;) {
    // Beyond, an activation is what it will ever be, and nothing is missed by larger steps.
    const far = near + direction * (Math.abs(near) < 23 ? 0.5 : 10);
    const next = growth(far);
    if (Math.abs(next) <= STATIONARY) return Math.abs(far) > 23 ? limit : exp(far);
    if (Math.sign(next) !== Math.sign(value)) return exp(rootBetween(growth, near, far));
    [near, value] = [far, next];
  }
  return limit;
}

/**
 * χ₁ = σ_w² E φ′(z)², z ~ N(0, q*): the factor on E δ² per layer going back (Schoenholz et al. 2017, eq. 5).
 * Below 1 gradients vanish, above 1 they explode; the norm changes by √χ₁.
 */
export function chi1(activation: CurveInput, variances: Variances): number {
  requireVariances("chi1", variances);
  const curve = curveOf(activation);
  const q = Math.min(fixedPoint(curve, variances), 1e100);
  return variances.weights * meanSquaredSlope(curve, q);
}
