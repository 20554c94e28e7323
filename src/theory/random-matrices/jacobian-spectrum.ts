import { InvalidArgument, requireChoice, requireKnownKeys, requireNumber } from "../../errors";
import { atTest, type CurveInput, curveOf, meanSquaredSlope } from "../optimization/curve";
import { expectation } from "../../numerics/gaussian";

/** Moments of the squared singular values s² of the input–output Jacobian ∏ D_l W_l. */
export interface JacobianSpectrum {
  /** E s² = χ^L, χ = σ_w² E φ′(z)². */
  meanSquare: number;
  /** Var(s²)/(E s²)²: 0 means dynamical isometry up to a scale. */
  relativeVariance: number;
}

/** How the square weight matrices are drawn. */
export type WeightEnsemble = "gaussian" | "orthogonal";

/**
 * Mean and spread of the squared singular values of a deep net's Jacobian (Pennington, Schoenholz & Ganguli 2017).
 *
 * Wide nets: Var(s²)/mean² = L(m − 1 − s₁) with m = E φ′(z)⁴/(E φ′(z)²)², s₁ = −1 for Gaussian weights, 0 for orthogonal ones:
 * L and 0 for linear nets (Saxe et al. 2013), 2L and L for ReLU.
 * Gaussian weights of finite width n: in units of χ, t = E tr(JJᵀ)²/n and r = E(tr JJᵀ)²/n² start at 1 and obey
 * t′ = ((n − 1 + 2m)/n)t + mr, r′ = ((n − 1 + m)/n)r + (2m/n²)t (Wick's theorem; slopes of different units independent).
 * A random slope counts as its mean.
 * @param options.weights σ_w², above 0; "orthogonal" stands for orthogonal matrices times σ_w
 * @param options.depth L, 0 to 100 000
 * @param options.ensemble default "gaussian"
 * @param options.preactivationMeanSquare q in every layer, 0 up (0: the limit); default 1
 * @param options.width n, for Gaussian weights only; default Infinity
 */
export function jacobianSpectrum(
  activation: CurveInput,
  options: {
    weights: number;
    depth: number;
    ensemble?: WeightEnsemble;
    preactivationMeanSquare?: number;
    width?: number;
  },
): JacobianSpectrum {
  const keys = ["weights", "depth", "ensemble", "preactivationMeanSquare", "width"];
  requireKnownKeys("jacobianSpectrum options", options, keys);
  const weights = requireNumber("jacobianSpectrum weights", options.weights, { above: 0 });
  const depth = requireNumber("jacobianSpectrum depth", options.depth, { min: 0, max: 1e5, whole: true });
  const q = options.preactivationMeanSquare ?? 1;
  requireNumber("jacobianSpectrum preactivationMeanSquare", q, { min: 0 });
  const { ensemble, width } = requireEnsemble(options);
  const curve = atTest(curveOf(activation));
  const { derivative, kinks } = curve;
  const first = meanSquaredSlope(curve, q);
  const variance = Math.max(q, Number.MIN_VALUE);
  const m = expectation((x) => derivative(x) ** 4, { variance, kinks }) / first ** 2;
  const wide = depth * (ensemble === "gaussian" ? m : m - 1);
  return {
    meanSquare: (weights * first) ** depth,
    relativeVariance: width === Infinity ? wide : finiteVariance(m, depth, width),
  };
}

function requireEnsemble({
  ensemble = "gaussian",
  width = Infinity,
}: {
  ensemble?: WeightEnsemble;
  width?: number;
}): { ensemble: WeightEnsemble; width: number } {
  requireChoice("jacobianSpectrum ensemble", ensemble, ["gaussian", "orthogonal"]);
  if (width === Infinity) return { ensemble, width };
  requireNumber("jacobianSpectrum width", width, { min: 1, whole: true });
  if (ensemble === "gaussian") return { ensemble, width };
  throw new InvalidArgument("jacobianSpectrum width", "must be Infinity for orthogonal weights", width);
}

function finiteVariance(m: number, depth: number, n: number): number {
  let [t, r] = [1, 1];
  for (let layer = 0; layer < depth; layer++) {
    [t, r] = [((n - 1 + 2 * m) / n) * t + m * r, ((n - 1 + m) / n) * r + ((2 * m) / n ** 2) * t];
  }
  return t - 1;
}
