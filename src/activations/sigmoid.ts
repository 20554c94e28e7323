import { SATURATION_SHARE, type Activation, type ForwardContext, type GradientContext } from "./activation";

/** σ(x) = 1/(1 + e⁻ˣ), without overflow for any x. */
export const logistic = (x: number): number =>
  x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));

/** σ″(x) = s(1 − s)(1 − 2s), with 1 − s = σ(−x). */
export const logisticCurvature = (x: number): number =>
  logistic(x) * logistic(-x) * (logistic(-x) - logistic(x));

/** The logistic sigmoid; |σ′| ≤ ¼ because s(1 − s) ≤ ¼ (AM–GM). */
export const sigmoid = (): Activation => ({
  name: "sigmoid",
  parameters: {},
  tex: "\\sigma(x) = \\frac{1}{1 + e^{-x}}",
  derivativeTex: "\\sigma'(x) = \\sigma(x)\\,(1 - \\sigma(x))",
  f: logistic,
  derivative: (x) => logistic(x) * logistic(-x),
  secondDerivative: logisticCurvature,
  bound: { value: 1 / 4, at: 0 },
  range: [0, 1],
  kinks: [],
  saturation: SATURATION_SHARE / 4,
  gradient: <T>(upstream: T, { ops, a }: GradientContext<T>): T => ops.sigmoidGradient(a, upstream),
  forward: <T>(z: T, { ops }: ForwardContext<T>): T => ops.sigmoid(z),
});
