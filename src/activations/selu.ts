import { exp } from "../numerics/elementary";
import { SATURATION_SHARE, type Activation, type ForwardContext, type GradientContext } from "./activation";
import { SELU_ALPHA, SELU_SCALE } from "./selu-constants";
import { written } from "./written";

/** The scaled exponential linear unit: layers of it draw mean 0 and variance 1 back to themselves (Klambauer et al. 2017). */
export const selu = (): Activation =>
  written({
    name: "selu",
    parameters: {},
    tex: "f(x) = \\lambda \\begin{cases} x & x > 0 \\\\ \\alpha\\,(e^x - 1) & x \\le 0 \\end{cases}",
    derivativeTex: "f'(x) = \\lambda \\begin{cases} 1 & x > 0 \\\\ \\alpha e^x & x \\le 0 \\end{cases}",
    secondDerivative: (x) => (x > 0 ? 0 : SELU_SCALE * SELU_ALPHA * exp(x)),
    bound: { value: SELU_SCALE * SELU_ALPHA, at: 0 },
    range: [-SELU_SCALE * SELU_ALPHA, Infinity],
    kinks: [0],
    saturation: SATURATION_SHARE * SELU_SCALE * SELU_ALPHA,
    gradient: <T>(upstream: T, { ops, a, z }: GradientContext<T>): T => ops.seluGradient(a, upstream, z),
    forward: <T>(z: T, { ops }: ForwardContext<T>): T => ops.selu(z),
  });
