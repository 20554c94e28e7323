import { SATURATION_SHARE, type Activation, type ForwardContext, type GradientContext } from "./activation";
import { logisticCurvature } from "./logistic";
import { written } from "./written";

/** The logistic sigmoid; |σ′| ≤ ¼ because s(1 − s) ≤ ¼ (AM–GM). */
export const sigmoid = (): Activation =>
  written({
    name: "sigmoid",
    parameters: {},
    tex: "\\sigma(x) = \\frac{1}{1 + e^{-x}}",
    derivativeTex: "\\sigma'(x) = \\sigma(x)\\,(1 - \\sigma(x))",
    secondDerivative: logisticCurvature,
    bound: { value: 1 / 4, at: 0 },
    range: [0, 1],
    kinks: [],
    saturation: SATURATION_SHARE / 4,
    gradient: <T>(upstream: T, { ops, a, z }: GradientContext<T>): T => ops.sigmoidGradient(a, upstream, z),
    forward: <T>(z: T, { ops }: ForwardContext<T>): T => ops.sigmoid(z),
  });
