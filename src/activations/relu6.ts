import type { Activation, ForwardContext, GradientContext } from "./activation";
import { written } from "./written";

/** The rectifier capped at 6, made for arithmetic of low precision (Krizhevsky 2010; Howard et al. 2017). */
export const relu6 = (): Activation =>
  written({
    name: "relu6",
    parameters: {},
    tex: "f(x) = \\min(\\max(0, x), 6)",
    derivativeTex: "f'(x) = \\begin{cases} 1 & 0 < x < 6 \\\\ 0 & \\text{otherwise} \\end{cases}",
    secondDerivative: () => 0,
    bound: { value: 1, at: 1 },
    range: [0, 6],
    kinks: [0, 6],
    saturation: 0.5,
    gradient: <T>(upstream: T, { ops, a }: GradientContext<T>): T => ops.relu6Gradient(a, upstream),
    forward: <T>(z: T, { ops }: ForwardContext<T>): T => ops.relu6(z),
  });
