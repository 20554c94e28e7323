import { SATURATION_SHARE, type Activation, type ForwardContext, type GradientContext } from "./activation";

/** The hyperbolic tangent, tanh x = 2σ(2x) − 1; |tanh′| = 1 − tanh² ≤ 1. */
export const tanh = (): Activation => ({
  name: "tanh",
  parameters: {},
  tex: "\\tanh(x) = \\frac{e^x - e^{-x}}{e^x + e^{-x}} = 2\\sigma(2x) - 1",
  derivativeTex: "\\tanh'(x) = 1 - \\tanh^2(x)",
  f: Math.tanh,
  // 1/cosh² keeps its relative precision far out, where 1 − tanh² rounds to 0.
  derivative: (x) => 1 / Math.cosh(x) ** 2,
  secondDerivative: (x) => (-2 * Math.tanh(x)) / Math.cosh(x) ** 2,
  bound: { value: 1, at: 0 },
  range: [-1, 1],
  kinks: [],
  saturation: SATURATION_SHARE,
  gradient: <T>(upstream: T, { ops, a }: GradientContext<T>): T => ops.tanhGradient(a, upstream),
  forward: <T>(z: T, { ops }: ForwardContext<T>): T => ops.tanh(z),
});
