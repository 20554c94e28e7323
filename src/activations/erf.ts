import { exp } from "../numerics/elementary";
import { SATURATION_SHARE, type Activation, type ForwardContext, type GradientContext } from "./activation";
import { written } from "./written";

const PEAK = 2 / Math.sqrt(Math.PI);

/** The error function, the sigmoid for which mean-field theory has closed forms (Williams 1997). */
export const erf = (): Activation =>
  written({
    name: "erf",
    parameters: {},
    tex: "\\operatorname{erf}(x) = \\tfrac{2}{\\sqrt\\pi} \\int_0^x e^{-t^2} dt",
    derivativeTex: "\\operatorname{erf}'(x) = \\tfrac{2}{\\sqrt\\pi}\\, e^{-x^2}",
    secondDerivative: (x) => -2 * x * PEAK * exp(-x * x),
    bound: { value: PEAK, at: 0 },
    range: [-1, 1],
    kinks: [],
    saturation: SATURATION_SHARE * PEAK,
    gradient: <T>(upstream: T, { ops, z }: GradientContext<T>): T =>
      ops.mul(upstream, ops.mul(ops.exp(ops.mul(ops.square(z), -1)), PEAK)),
    forward: <T>(z: T, { ops }: ForwardContext<T>): T => ops.erf(z),
  });
