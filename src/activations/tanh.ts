import { cosh, tanh as tanhOf } from "../numerics/elementary";
import { SATURATION_SHARE, type Activation, type ForwardContext, type GradientContext } from "./activation";
import { written } from "./written";

/** The hyperbolic tangent, tanh x = 2σ(2x) − 1; |tanh′| = 1 − tanh² ≤ 1. */
export const tanh = (): Activation =>
  written({
    name: "tanh",
    parameters: {},
    tex: "\\tanh(x) = \\frac{e^x - e^{-x}}{e^x + e^{-x}} = 2\\sigma(2x) - 1",
    derivativeTex: "\\tanh'(x) = 1 - \\tanh^2(x)",
    secondDerivative: (x) => (-2 * tanhOf(x)) / cosh(x) ** 2,
    bound: { value: 1, at: 0 },
    range: [-1, 1],
    kinks: [],
    saturation: SATURATION_SHARE,
    gradient: <T>(upstream: T, { ops, a, z }: GradientContext<T>): T => ops.tanhGradient(a, upstream, z),
    forward: <T>(z: T, { ops }: ForwardContext<T>): T => ops.tanh(z),
  });
