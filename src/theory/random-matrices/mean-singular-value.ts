import { requireKnownKeys, requireNumber } from "../../errors";
import { cosh, exp, sin } from "../../numerics/elementary";
import { hypotenuse } from "../../numerics/hypotenuse";

/**
 * The mean of the min(fanIn, fanOut) singular values of a wide layer with independent weights (Marchenko & Pastur 1967).
 *
 * With y = min/max of the fans and s² = Var(W)·max·(1 + y + 2√y cos θ):
 * E s = √(Var(W)·max)·(2/π)∫₀^π sin²θ/√(1 + y + 2√y cos θ) dθ, for a square layer 8/(3π)·√(n·Var(W)) (quarter-circle law):
 * 0.849 with variance 1/n.
 * @param options.fanIn a whole number from 1
 * @param options.fanOut a whole number from 1
 * @param options.weightVariance Var(W), above 0; default Glorot's 2/(fanIn + fanOut)
 */
export function meanSingularValue(options: {
  fanIn: number;
  fanOut: number;
  weightVariance?: number;
}): number {
  requireKnownKeys("meanSingularValue options", options, ["fanIn", "fanOut", "weightVariance"]);
  const fanIn = requireNumber("meanSingularValue fanIn", options.fanIn, { min: 1, whole: true });
  const fanOut = requireNumber("meanSingularValue fanOut", options.fanOut, { min: 1, whole: true });
  const variance = options.weightVariance ?? 2 / (fanIn + fanOut);
  requireNumber("meanSingularValue weightVariance", variance, { above: 0 });
  const most = Math.max(fanIn, fanOut);
  const root = Math.sqrt(Math.min(fanIn, fanOut) / most);
  return Math.sqrt(variance * most) * (2 / Math.PI) * angularIntegral(root);
}

/**
 * ∫₀^π sin²θ/√(1 + y + 2√y cos θ) dθ with root = √y, by tanh-sinh quadrature in π − θ: for y → 1 the root nearly
 * vanishes at θ = π, and nodes that crowd at the ends resolve it.
 */
function angularIntegral(root: number): number {
  const step = 1 / 32;
  let sum = 0;
  for (let t = -4; t <= 4; t += step) {
    const share = 1 / (1 + exp((-Math.PI * (exp(t) - exp(-t))) / 2));
    const angle = Math.PI * share;
    const density = Math.PI * Math.PI * cosh(t) * share * (1 - share);
    const distance = hypotenuse(1 - root, 2 * Math.sqrt(root) * sin(angle / 2));
    if (distance > 0) sum += (density * sin(angle) ** 2) / distance;
  }
  return step * sum;
}
