import { requireKnownKeys, requireNumber } from "../../errors";
import { atTest, type Curve, type CurveInput, curveOf } from "../optimization/curve";
import { pairExpectation } from "../../numerics/gaussian-pair";
import { fixedPoint, requireVariances, type Variances, varianceMap } from "./mean-field";
import { rootBetween } from "../../numerics/root";

/** Where the correlation of two inputs stays as it is from layer to layer. */
export interface CorrelationFixedPoint {
  /** c*, from 0 to 1. */
  correlation: number;
  /** dc′/dc there. */
  slope: number;
  /** Whether correlations near it are drawn to it: slope < 1. */
  stable: boolean;
}

interface Setting {
  curve: Curve;
  weights: number;
  biases: number;
  /** q of both inputs in this layer. */
  q: number;
  /** q′ in the next. */
  next: number;
}

/**
 * One step of the correlation map: c′ = (σ_w² E φ(x)φ(y) + σ_b²)/q′, x and y jointly normal with variance q and
 * correlation c (Poole et al. 2016; for ReLU the arc-cosine kernel of Cho & Saul 2009). A random slope counts as its mean.
 * @param correlation c of the two inputs' pre-activations, −1 to 1
 * @param options.variance q of both; default the fixed point q*, and where that is 0 or ∞ its limit
 * @returns c′, the correlation of their pre-activations one layer on
 */
export function correlationMap(
  activation: CurveInput,
  variances: Variances,
  correlation: number,
  options: { variance?: number } = {},
): number {
  requireNumber("correlationMap correlation", correlation, { min: -1, max: 1 });
  return step(setting("correlationMap", activation, variances, options), correlation);
}

/**
 * dc′/dc = σ_w² (q/q′) E φ′(x)φ′(y), by Price's theorem; at c = 1 and q = q* it is χ₁ (Schoenholz et al. 2017, eq. 5).
 * Arguments as in `correlationMap`.
 * @param options.variance q as in `correlationMap`
 */
export function correlationSlope(
  activation: CurveInput,
  variances: Variances,
  correlation: number,
  options: { variance?: number } = {},
): number {
  requireNumber("correlationSlope correlation", correlation, { min: -1, max: 1 });
  return slope(setting("correlationSlope", activation, variances, options), correlation);
}

/**
 * The fixed points of the correlation map from 0 to 1: one at 1 always, and one below where two inputs that start out
 * alike are driven apart (chaos), or where uncorrelated ones stay so.
 *
 * c′ is a power series in c with no negative coefficient (Hermite expansion), hence convex on [0, 1]: it meets the
 * diagonal at most once below 1. A map that is the identity, as of a linear net, reports c = 1 alone.
 * @returns in ascending order
 */
export function correlationFixedPoints(
  activation: CurveInput,
  variances: Variances,
): CorrelationFixedPoint[] {
  const at = setting("correlationFixedPoints", activation, variances);
  const point = (correlation: number): CorrelationFixedPoint => {
    const s = slope(at, correlation);
    return { correlation, slope: s, stable: s < 1 - ROUNDING };
  };
  const one = point(1);
  if (one.slope <= 1 + ROUNDING) return [one];
  const excess = (c: number): number => step(at, c) - c;
  if (excess(0) <= ROUNDING) return [point(0), one];
  // Near the critical line the excess is tiny all the way to 1, where it is 0; that zero is divided out.
  const steep = (c: number): number => excess(c) / (1 - c);
  for (let gap = 1 / 2; gap > 1e-9; gap /= 2) {
    if (excess(1 - gap) < 0) return [point(rootBetween(steep, 1 - 2 * gap, 1 - gap)), one];
  }
  return [one];
}

/** What quadrature leaves uncertain. */
const ROUNDING = 1e-11;

// Stand-ins for the limits q* = 0 and q* = ∞: far enough, and within what the quadrature resolves quickly.
const VANISHING = 1e-60;
const BOUNDLESS = 1e12;

/** q, and beyond what the quadrature resolves a stand-in for the limit. */
export const resolved = (q: number): number => Math.min(BOUNDLESS, Math.max(VANISHING, q));

/** The fixed point q*, and where that is 0 or ∞ a stand-in for the limit. */
export const settledVariance = (curve: Curve, variances: Variances): number =>
  resolved(fixedPoint(curve, variances));

function setting(
  name: string,
  activation: CurveInput,
  variances: Variances,
  options: { variance?: number } = {},
): Setting {
  requireKnownKeys(`${name} options`, options, ["variance"]);
  const { variance } = options;
  const { weights, biases } = requireVariances(name, variances);
  requireNumber(`${name} weights`, weights, { above: 0 });
  const curve = atTest(curveOf(activation));
  const q = requireNumber(`${name} variance`, variance ?? settledVariance(curve, variances), { above: 0 });
  return { curve, weights, biases, q, next: varianceMap(curve, variances, q) };
}

function step({ curve, weights, biases, q, next }: Setting, correlation: number): number {
  const { f, kinks } = curve;
  const c = (weights * pairExpectation(f, { correlation, variance: q, kinks }) + biases) / next;
  return Math.min(1, Math.max(-1, c));
}

function slope({ curve, weights, q, next }: Setting, correlation: number): number {
  const { derivative, kinks } = curve;
  return (weights * q * pairExpectation(derivative, { correlation, variance: q, kinks })) / next;
}
