import type { Tensor } from "@tensorflow/tfjs";
import { requireKnownKeys, requireNumber } from "../errors";
import type { Activation, ForwardContext } from "./activation";
import { rectifier } from "./leaky-relu";

/**
 * The parametric rectifier (He et al. 2015): the slope below 0 is learned, one per layer, without constraint.
 * @param options.initial where the slope starts, from −10 to 10; default 0.25, the paper's
 * @throws InvalidArgument when `initial` is not such a number
 */
export function prelu(options: { initial?: number } = {}): Activation {
  requireKnownKeys("prelu options", options, ["initial"]);
  const initial = requireNumber("prelu initial", options.initial ?? 0.25, { min: -10, max: 10 });
  return {
    name: "prelu",
    parameters: { initial },
    tex: "f(x) = \\begin{cases} x & x > 0 \\\\ \\alpha x & x \\le 0 \\end{cases} \\quad \\alpha \\text{ learned}",
    derivativeTex: "f'(x) = \\begin{cases} 1 & x > 0 \\\\ \\alpha & x \\le 0 \\end{cases}",
    ...rectifier(initial),
    modes: "The slope is learned with the weights, without weight decay.",
    learnable: { name: "slope", initial },
    forward: (z: Tensor, { tf, learned }: ForwardContext) =>
      tf.add(tf.relu(z), tf.mul(tf.minimum(z, 0), learned!)),
  };
}
