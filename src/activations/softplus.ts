import { SATURATION_SHARE, type Activation, type ForwardContext, type GradientContext } from "./activation";
import { logistic } from "./logistic";
import { written } from "./written";

/** The smooth rectifier ln(1 + eˣ), whose derivative is the sigmoid (Dugas et al. 2000). */
export const softplus = (): Activation =>
  written({
    name: "softplus",
    parameters: {},
    tex: "f(x) = \\ln(1 + e^x)",
    derivativeTex: "f'(x) = \\sigma(x)",
    secondDerivative: (x) => logistic(x) * logistic(-x),
    bound: { value: 1, at: Infinity },
    range: [0, Infinity],
    kinks: [],
    saturation: SATURATION_SHARE,
    gradient: <T>(upstream: T, { ops, z }: GradientContext<T>): T => ops.softplusGradient(z, upstream),
    forward: <T>(z: T, { ops }: ForwardContext<T>): T => ops.softplus(z),
  });
