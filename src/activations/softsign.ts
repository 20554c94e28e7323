import { SATURATION_SHARE, type Activation, type ForwardContext, type GradientContext } from "./activation";
import { written } from "./written";

/** x/(1 + |x|), which saturates by a power law instead of exponentially (Bergstra et al. 2009; Glorot & Bengio 2010). */
export const softsign = (): Activation =>
  written({
    name: "softsign",
    parameters: {},
    tex: "f(x) = \\frac{x}{1 + |x|}",
    derivativeTex: "f'(x) = \\frac{1}{(1 + |x|)^2}",
    secondDerivative: (x) => (-2 * Math.sign(x)) / (1 + Math.abs(x)) ** 3,
    bound: { value: 1, at: 0 },
    range: [-1, 1],
    kinks: [0],
    saturation: SATURATION_SHARE,
    gradient: <T>(upstream: T, { ops, z }: GradientContext<T>): T => ops.softsignGradient(z, upstream),
    forward: <T>(z: T, { ops }: ForwardContext<T>): T => ops.div(z, ops.add(ops.abs(z), 1)),
  });
