import { log } from "../../numerics/elementary";
import { correlationFixedPoints } from "./correlation-map";
import { atTest, type CurveInput, curveOf, meanSquaredSlope } from "../optimization/curve";
import { expectation } from "../../numerics/gaussian";
import { pairExpectation } from "../../numerics/gaussian-pair";
import { fixedPoint, requireVariances, type Variances } from "./mean-field";

/** How many layers it takes for a signal or a gradient to shrink (or to grow) by a factor e; all in layers. */
export interface DepthScales {
  /** ξ_q: |q_l − q*| ∝ e^(−l/ξ_q). */
  variance: number;
  /** ξ_c: |c_l − c*| ∝ e^(−l/ξ_c), c* the stable fixed point; Infinity on the critical line. */
  correlation: number;
  /** q*, where q settles; 0 and Infinity stand for the limits. */
  preactivationMeanSquare: number;
  /** c*, where the correlation of two inputs settles. */
  settledCorrelation: number;
  /** ξ_∇: E δ² ∝ e^(−k/ξ_∇), k layers back; negative where gradients explode, Infinity on the critical line. */
  gradient: number;
}

/**
 * The depth scales of a wide net (Schoenholz et al. 2017, sections 3 and 4): 1/ξ = −ln of what one layer multiplies by.
 *
 * ξ_q: dq′/dq = σ_w² E zφ(z)φ′(z)/q*, which is the paper's χ₁ + σ_w² E φ″φ by Gaussian integration by parts, and needs
 * no φ″; ξ_c: σ_w² E φ′(x)φ′(y) at c*; ξ_∇: χ₁. Where q* = ∞ every scale but the gradient's is Infinity. A random slope
 * counts as its mean.
 */
export function depthScales(activation: CurveInput, variances: Variances): DepthScales {
  const { weights, biases } = requireVariances("depthScales", variances);
  const curve = atTest(curveOf(activation));
  const settled = fixedPoint(curve, { weights, biases });
  const gradient = scale(weights * meanSquaredSlope(curve, Math.min(settled, 1e100)));
  const [{ correlation }] =
    weights > 0 ? correlationFixedPoints(curve, { weights, biases }) : [{ correlation: 1 }];
  const fixed = { preactivationMeanSquare: settled, settledCorrelation: correlation };
  if (settled === Infinity) return { variance: Infinity, correlation: Infinity, gradient, ...fixed };
  const q = Math.max(settled, 1e-60);
  const { f, derivative, kinks } = curve;
  const growth = expectation((x) => x * f(x) * derivative(x), { variance: q, kinks }) / q;
  const together = pairExpectation(derivative, { correlation, variance: q, kinks });
  return { variance: scale(weights * growth), correlation: scale(weights * together), gradient, ...fixed };
}

/** 1/−ln(factor); a factor of 1 up to rounding never shrinks anything. */
function scale(factor: number): number {
  if (Math.abs(factor - 1) < 1e-11) return Infinity;
  return factor === 0 ? 0 : -1 / log(Math.abs(factor));
}
