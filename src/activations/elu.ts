import { exp } from "../numerics/elementary";
import { belowZero } from "./elementwise";
import { requireKnownKeys, requireNumber } from "../errors";
import { SATURATION_SHARE, type Activation, type ForwardContext, type GradientContext } from "./activation";
import { written } from "./written";

/**
 * The exponential linear unit (Clevert, Unterthiner & Hochreiter 2015): x above 0, α(eˣ − 1) below.
 * Its derivative is ELU(x) + α for x ≤ 0, continuous at 0 only for α = 1.
 * @param options.alpha above 0, up to 10; default 1
 * @throws InvalidArgument when alpha is not such a number
 */
export function elu(options: { alpha?: number } = {}): Activation {
  requireKnownKeys("elu options", options, ["alpha"]);
  const alpha = requireNumber("elu alpha", options.alpha ?? 1, { above: 0, max: 10 });
  return written({
    name: "elu",
    parameters: { alpha },
    tex: `f(x) = \\begin{cases} x & x > 0 \\\\ ${alpha}\\,(e^x - 1) & x \\le 0 \\end{cases}`,
    derivativeTex: "f'(x) = \\begin{cases} 1 & x > 0 \\\\ f(x) + \\alpha & x \\le 0 \\end{cases}",
    secondDerivative: (x) => (x > 0 ? 0 : alpha * exp(x)),
    bound: alpha > 1 ? { value: alpha, at: 0 } : { value: 1, at: 1 },
    range: [-alpha, Infinity],
    kinks: [0],
    saturation: SATURATION_SHARE,
    gradient: <T>(upstream: T, { ops, z, a }: GradientContext<T>): T =>
      alpha === 1
        ? ops.eluGradient(a, upstream, z)
        : belowZero(ops, upstream, z, (kept) => ops.mul(kept, ops.mul(ops.exp(ops.minimum(z, 0)), alpha))),
    forward: <T>(z: T, { ops }: ForwardContext<T>): T =>
      alpha === 1 ? ops.elu(z) : ops.add(ops.relu(z), ops.mul(ops.elu(ops.minimum(z, 0)), alpha)),
  });
}
