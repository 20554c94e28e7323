import {
  InvalidArgument,
  isList,
  requireChoice,
  requireKnownKeys,
  requireNumber,
  requireNumberList,
} from "../../errors";
import { atTest, type Curve, type CurveInput, curveOf, meanSquaredSlope } from "../optimization/curve";
import { expectation } from "../../numerics/gaussian";

/** Moments of the squared singular values s² of the input–output Jacobian ∏ D_l W_l. */
export interface JacobianSpectrum {
  /** E s² = ∏ χ_l, χ_l = σ_w² E φ′(z_l)². */
  meanSquare: number;
  /** Var(s²)/(E s²)²: 0 means dynamical isometry up to a scale. */
  relativeVariance: number;
}

/** How the square weight matrices are drawn. */
export type WeightEnsemble = "gaussian" | "orthogonal";

/**
 * Mean and spread of the squared singular values of a deep net's Jacobian (Pennington, Schoenholz & Ganguli 2017).
 *
 * Wide nets: Var(s²)/mean² = Σ(m_l − 1 − s₁) with m = E φ′(z)⁴/(E φ′(z)²)², s₁ = −1 for Gaussian weights, 0 for orthogonal ones:
 * L and 0 for linear nets (Saxe et al. 2013), 2L and L for ReLU.
 * Gaussian weights of finite width n: in units of χ, t = E tr(JJᵀ)²/n and r = E(tr JJᵀ)²/n² start at 1 and obey
 * t′ = ((n − 1 + 2m)/n)t + mr, r′ = ((n − 1 + m)/n)r + (2m/n²)t (Wick's theorem; slopes of different units independent).
 * A random slope counts as its mean.
 * @param options.weights σ_w², above 0; "orthogonal" stands for orthogonal matrices times σ_w
 * @param options.depth L, 0 to 100 000
 * @param options.ensemble default "gaussian"
 * @param options.preactivationMeanSquare q in every layer, 0 up (0: the limit), or a list with that of each layer, which is one
 *   shorter than L where the output layer is linear; default 1
 * @param options.width n, for Gaussian weights only; default Infinity
 */
export function jacobianSpectrum(
  activation: CurveInput,
  options: {
    weights: number;
    depth: number;
    ensemble?: WeightEnsemble;
    preactivationMeanSquare?: number | ArrayLike<number>;
    width?: number;
  },
): JacobianSpectrum {
  const keys = ["weights", "depth", "ensemble", "preactivationMeanSquare", "width"];
  requireKnownKeys("jacobianSpectrum options", options, keys);
  const weights = requireNumber("jacobianSpectrum weights", options.weights, { above: 0 });
  const depth = requireNumber("jacobianSpectrum depth", options.depth, { min: 0, max: 1e5, whole: true });
  const slopes = slopesOf(atTest(curveOf(activation)), depth, options.preactivationMeanSquare ?? 1);
  const { ensemble, width } = requireEnsemble(options);
  const lost = ensemble === "gaussian" ? 0 : 1;
  return {
    meanSquare: slopes.reduce((product, { first }) => product * weights * first, 1),
    relativeVariance:
      width === Infinity ? slopes.reduce((sum, { m }) => sum + m - lost, 0) : finiteVariance(slopes, width),
  };
}

/** What a layer's slopes do to the spectrum. */
interface Slopes {
  /** E φ′(z)². */
  first: number;
  /** E φ′(z)⁴/(E φ′(z)²)², 1 where all slopes are alike. */
  m: number;
}

function slopesOf(curve: Curve, depth: number, q: number | ArrayLike<number>): Slopes[] {
  const { derivative, kinks } = curve;
  const at = (variance: number): Slopes => {
    const first = meanSquaredSlope(curve, variance);
    const fourth = expectation((x) => derivative(x) ** 4, {
      variance: Math.max(variance, Number.MIN_VALUE),
      kinks,
    });
    return { first, m: fourth / first ** 2 };
  };
  const name = "jacobianSpectrum preactivationMeanSquare";
  if (!isList(q)) return Array<Slopes>(depth).fill(at(requireNumber(name, q, { min: 0 })));
  const list = requireNumberList(name, q, { min: 0 });
  if (list.length !== depth && list.length !== depth - 1) {
    const rule = `must be one number, or one for each of ${depth} layers, or for all but a linear output layer`;
    throw new InvalidArgument(name, rule, list);
  }
  const found = list.map(at);
  return found.length === depth ? found : [...found, { first: 1, m: 1 }];
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

function finiteVariance(slopes: readonly Slopes[], n: number): number {
  let [t, r] = [1, 1];
  for (const { m } of slopes) {
    [t, r] = [((n - 1 + 2 * m) / n) * t + m * r, ((n - 1 + m) / n) * r + ((2 * m) / n ** 2) * t];
  }
  return t - 1;
}
