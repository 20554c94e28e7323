import type { Tensor } from "@tensorflow/tfjs";
import { InvalidArgument, requireKnownKeys, requireNumber } from "../errors";
import type { Activation, ForwardContext } from "./activation";
import { rectifier } from "./leaky-relu";

/**
 * The randomized rectifier (Xu, Wang, Chen & Li 2015): in training each negative element gets a slope of its own,
 * uniform on [lower, upper]; at test all get the mean (lower + upper)/2.
 * @param options.lower default 1/8
 * @param options.upper default 1/3
 * @throws InvalidArgument when a bound is not a number from 0 to 1, or lower > upper
 */
export function rrelu(options: { lower?: number; upper?: number } = {}): Activation {
  requireKnownKeys("rrelu options", options, ["lower", "upper"]);
  const lower = requireNumber("rrelu lower", options.lower ?? 1 / 8, { min: 0, max: 1 });
  const upper = requireNumber("rrelu upper", options.upper ?? 1 / 3, { min: 0, max: 1 });
  if (lower > upper) throw new InvalidArgument("rrelu lower", `must not exceed upper (${upper})`, lower);
  const mean = (lower + upper) / 2;
  const meanSquare = (lower ** 2 + lower * upper + upper ** 2) / 3;
  return {
    name: "rrelu",
    parameters: { lower, upper },
    tex: "f(x) = \\begin{cases} x & x > 0 \\\\ \\alpha x & x \\le 0 \\end{cases} \\quad \\alpha \\sim U[l, u]",
    derivativeTex: "f'(x) = \\begin{cases} 1 & x > 0 \\\\ \\alpha & x \\le 0 \\end{cases}",
    ...rectifier(mean),
    modes: "In training the slope is drawn anew for every element; at test it is the mean of the bounds.",
    meanSquaredDerivative: (x) => (x > 0 ? 1 : meanSquare),
    forward: (z: Tensor, { tf, uniform }: ForwardContext) =>
      tf.add(tf.relu(z), tf.mul(tf.minimum(z, 0), uniform ? uniform(z.shape, lower, upper) : mean)),
  };
}
