import { exp } from "../numerics/elementary";
import { belowZero } from "./elementwise";
import { requireKnownKeys, requireNumber } from "../errors";
import { SATURATION_SHARE, type Activation, type ForwardContext, type GradientContext } from "./activation";
import { written } from "./written";

/**
 * The continuously differentiable ELU, x above 0 and α(e^{x/α} − 1) below: smooth at 0 for every α (Barron 2017).
 * @param options.alpha above 0, up to 10; default 1
 */
export function celu(options: { alpha?: number } = {}): Activation {
  requireKnownKeys("celu options", options, ["alpha"]);
  const alpha = requireNumber("celu alpha", options.alpha ?? 1, { above: 0, max: 10 });
  return written({
    name: "celu",
    parameters: { alpha },
    tex: `f(x) = \\begin{cases} x & x > 0 \\\\ ${alpha}\\,(e^{x/${alpha}} - 1) & x \\le 0 \\end{cases}`,
    derivativeTex: `f'(x) = \\begin{cases} 1 & x > 0 \\\\ e^{x/${alpha}} & x \\le 0 \\end{cases}`,
    secondDerivative: (x) => (x > 0 ? 0 : exp(x / alpha) / alpha),
    bound: { value: 1, at: 0 },
    range: [-alpha, Infinity],
    kinks: [0],
    saturation: SATURATION_SHARE,
    gradient: <T>(upstream: T, { ops, z }: GradientContext<T>): T =>
      belowZero(ops, upstream, z, (kept) => ops.mul(kept, ops.exp(ops.div(ops.minimum(z, 0), alpha)))),
    forward: <T>(z: T, { ops }: ForwardContext<T>): T =>
      ops.add(ops.relu(z), ops.mul(ops.elu(ops.div(ops.minimum(z, 0), alpha)), alpha)),
  });
}
