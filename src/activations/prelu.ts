import { belowZero } from "./elementwise";
import { requireChoice, requireKnownKeys, requireNumber } from "../errors";
import type { Activation, ForwardContext, GradientContext } from "./activation";
import { rectifier } from "./leaky-relu";
import { written } from "./written";

/**
 * The parametric rectifier (He et al. 2015): the slope below 0 is learned, without constraint.
 * @param options.initial where the slope starts, from −10 to 10; default 0.25, the paper's
 * @param options.per whether a "layer" shares one slope (default) or every "unit" has its own
 * @throws InvalidArgument when `initial` or `per` is not one of these
 */
export function prelu(options: { initial?: number; per?: "layer" | "unit" } = {}): Activation {
  requireKnownKeys("prelu options", options, ["initial", "per"]);
  const initial = requireNumber("prelu initial", options.initial ?? 0.25, { min: -10, max: 10 });
  const per = requireChoice("prelu per", options.per ?? "layer", ["layer", "unit"] as const);
  return written({
    name: "prelu",
    parameters: { initial, per },
    tex: "f(x) = \\begin{cases} x & x > 0 \\\\ \\alpha x & x \\le 0 \\end{cases} \\quad \\alpha \\text{ learned}",
    derivativeTex: "f'(x) = \\begin{cases} 1 & x > 0 \\\\ \\alpha & x \\le 0 \\end{cases}",
    ...rectifier(initial),
    modes: "The slope is learned with the weights, without weight decay.",
    learnable: { initial, per },
    gradient: <T>(upstream: T, { ops, z, learned }: GradientContext<T>): T =>
      belowZero(ops, upstream, z, (kept) => ops.mul(kept, learned!)),
    learnedGradient: <T>(upstream: T, { ops, z }: GradientContext<T>): T =>
      ops.mul(upstream, ops.minimum(z, 0)),
    forward: <T>(z: T, { ops, learned }: ForwardContext<T>): T =>
      ops.add(ops.relu(z), ops.mul(ops.minimum(z, 0), learned!)),
  });
}
