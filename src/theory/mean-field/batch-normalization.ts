import { type CurveInput, curveOf, meanSquaredValue, meanSquaredSlope } from "../optimization/curve";
import { expectation } from "../../numerics/gaussian";

/**
 * What one layer of batch normalization and activation multiplies rms δ by going back, whatever the weights' variance:
 * √(E φ′(z)²/Var φ(z)), z ~ N(0, 1); √(π/(π − 1)) ≈ 1.211 for ReLU (Yang et al. 2019).
 *
 * Going back, E δ² is multiplied by σ_w²·E φ′² and divided by what the normalization divides by, σ_w²·Var φ: the variance
 * over the batch of what the layer below sends up. By the Gaussian Poincaré inequality Var φ ≤ E φ′², so the factor is 1 for a
 * linear net and above 1 for every other. It holds for wide nets and large batches.
 * @param activation default "relu"
 */
export function batchNormalizationFactor(activation: CurveInput = "relu"): number {
  const curve = curveOf(activation);
  const mean = expectation(curve.f, { kinks: curve.kinks });
  return Math.sqrt(meanSquaredSlope(curve, 1) / (meanSquaredValue(curve, 1) - mean ** 2));
}
