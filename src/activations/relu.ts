import type { Activation, ForwardContext, GradientContext } from "./activation";
import { written } from "./written";

/** The rectifier max(0, x) (Fukushima 1969; Nair & Hinton 2010); its subgradient at 0 is 0, as in TensorFlow. */
export const relu = (): Activation =>
  written({
    name: "relu",
    parameters: {},
    tex: "\\operatorname{relu}(x) = \\max(0, x)",
    derivativeTex: "\\operatorname{relu}'(x) = \\begin{cases} 1 & x > 0 \\\\ 0 & x \\le 0 \\end{cases}",
    secondDerivative: () => 0,
    bound: { value: 1, at: 1 },
    range: [0, Infinity],
    kinks: [0],
    saturation: 0,
    gradient: <T>(upstream: T, { ops, a }: GradientContext<T>): T => ops.reluGradient(a, upstream),
    forward: <T>(z: T, { ops }: ForwardContext<T>): T => ops.relu(z),
  });
