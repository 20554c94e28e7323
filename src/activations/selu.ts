import erfc from "@stdlib/math-base-special-erfc";
import { SATURATION_SHARE, type Activation, type ForwardContext, type GradientContext } from "./activation";

// E[eᶻ; z < 0] = √e·Φ(−1) and E[e²ᶻ; z < 0] = e²·Φ(−2) for z ~ N(0, 1), with Φ(−x) = erfc(x/√2)/2.
const ONCE = (Math.sqrt(Math.E) * erfc(Math.SQRT1_2)) / 2;
const TWICE = (Math.E ** 2 * erfc(Math.SQRT2)) / 2;

/** SELU's α, which makes E f(z) = 0 for z ~ N(0, 1) (Klambauer et al. 2017, eq. 14). */
export const SELU_ALPHA = 1 / Math.sqrt(2 * Math.PI) / (1 / 2 - ONCE);

/** SELU's λ, which then makes E f(z)² = 1 (Klambauer et al. 2017, eq. 14). */
export const SELU_SCALE = 1 / Math.sqrt(1 / 2 + SELU_ALPHA ** 2 * (TWICE - 2 * ONCE + 1 / 2));

/** The scaled exponential linear unit: layers of it draw mean 0 and variance 1 back to themselves (Klambauer et al. 2017). */
export const selu = (): Activation => ({
  name: "selu",
  parameters: {},
  tex: "f(x) = \\lambda \\begin{cases} x & x > 0 \\\\ \\alpha\\,(e^x - 1) & x \\le 0 \\end{cases}",
  derivativeTex: "f'(x) = \\lambda \\begin{cases} 1 & x > 0 \\\\ \\alpha e^x & x \\le 0 \\end{cases}",
  f: (x) => SELU_SCALE * (x > 0 ? x : SELU_ALPHA * Math.expm1(x)),
  derivative: (x) => SELU_SCALE * (x > 0 ? 1 : SELU_ALPHA * Math.exp(x)),
  secondDerivative: (x) => (x > 0 ? 0 : SELU_SCALE * SELU_ALPHA * Math.exp(x)),
  bound: { value: SELU_SCALE * SELU_ALPHA, at: 0 },
  range: [-SELU_SCALE * SELU_ALPHA, Infinity],
  kinks: [0],
  saturation: SATURATION_SHARE * SELU_SCALE * SELU_ALPHA,
  gradient: <T>(upstream: T, { ops, a }: GradientContext<T>): T => ops.seluGradient(a, upstream),
  forward: <T>(z: T, { ops }: ForwardContext<T>): T => ops.selu(z),
});
