import { requireKnownKeys, requireNumber } from "../errors";
import type { Activation, ForwardContext, GradientContext } from "./activation";
import { written } from "./written";

/**
 * The leaky rectifier (Maas, Hannun & Ng 2013): x above 0, slope·x below.
 * @param options.slope slope below 0, from −10 to 10; default 0.01, the paper's
 * @throws InvalidArgument when the slope is not such a number
 */
export function leakyRelu(options: { slope?: number } = {}): Activation {
  requireKnownKeys("leakyRelu options", options, ["slope"]);
  const slope = requireNumber("leakyRelu slope", options.slope ?? 0.01, { min: -10, max: 10 });
  return leaky(slope);
}

/** The leaky rectifier of any slope. */
export const leaky = (slope: number): Activation =>
  written({
    name: "leakyRelu",
    parameters: { slope },
    tex: `f(x) = \\begin{cases} x & x > 0 \\\\ ${slope}\\,x & x \\le 0 \\end{cases}`,
    derivativeTex: `f'(x) = \\begin{cases} 1 & x > 0 \\\\ ${slope} & x \\le 0 \\end{cases}`,
    ...rectifier(slope),
    gradient: <T>(upstream: T, { ops, z }: GradientContext<T>): T =>
      ops.leakyReluGradient(z, upstream, slope),
    forward: <T>(z: T, { ops }: ForwardContext<T>): T =>
      ops.add(ops.relu(z), ops.mul(ops.minimum(z, 0), slope)),
  });

/** What every rectifier with a fixed slope below 0 has in common. */
export function rectifier(
  slope: number,
): Pick<Activation, "secondDerivative" | "bound" | "range" | "kinks" | "saturation"> {
  return {
    secondDerivative: () => 0,
    bound: Math.abs(slope) > 1 ? { value: Math.abs(slope), at: -1 } : { value: 1, at: 1 },
    range: slope > 0 ? [-Infinity, Infinity] : [0, Infinity],
    kinks: [0],
    saturation: 0,
  };
}
