import { type CurveInput, curveOf, meanSquaredSlope } from "./curve";
import { expectation } from "./gaussian";

/**
 * What one layer of batch normalization and activation multiplies rms δ by going back, whatever the weights' variance:
 * √(E φ′(z)²/Var φ(z)), z ~ N(0, 1); √(π/(π − 1)) ≈ 1.211 for ReLU (Yang et al. 2019).
 *
 * The normalized pre-activation has variance 1, and its scale is divided by σ_w²·Var φ, the variance over the batch of what
 * the layer below sends up. By the Gaussian Poincaré inequality Var φ ≤ E φ′²: the factor is 1 for a linear net and above 1 for all others.
 * It holds for wide nets and large batches.
 * @param activation default "relu"
 */
export function batchNormalizationFactor(activation: CurveInput = "relu"): number {
  const curve = curveOf(activation);
  const { f, kinks } = curve;
  const mean = expectation(f, { kinks });
  return Math.sqrt(meanSquaredSlope(curve, 1) / expectation((x) => (f(x) - mean) ** 2, { kinks }));
}
