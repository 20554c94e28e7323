import { requireKnownKeys, requireNumber } from "../errors";
import type { Activation, ForwardContext, GradientContext } from "./activation";
import { written } from "./written";

/**
 * The sigmoid by three straight lines, clip(slope·x + ½, 0, 1) (Courbariaux, Bengio & David 2015).
 * @param options.slope above 0 up to 1; default 0.2 as in Keras (PyTorch has 1/6)
 */
export function hardSigmoid(options: { slope?: number } = {}): Activation {
  requireKnownKeys("hardSigmoid options", options, ["slope"]);
  const slope = requireNumber("hardSigmoid slope", options.slope ?? 0.2, { above: 0, max: 1 });
  const edge = 1 / (2 * slope);
  return written({
    name: "hardSigmoid",
    parameters: { slope },
    tex: `f(x) = \\min(1, \\max(0, ${slope}\\,x + \\tfrac12))`,
    derivativeTex: `f'(x) = \\begin{cases} ${slope} & |x| < ${edge} \\\\ 0 & |x| > ${edge} \\end{cases}`,
    secondDerivative: () => 0,
    bound: { value: slope, at: 0 },
    range: [0, 1],
    kinks: [-edge, edge],
    saturation: slope / 2,
    gradient: <T>(upstream: T, { ops, a }: GradientContext<T>): T =>
      ops.mul(ops.mul(upstream, slope), ops.mul(ops.above(a, 0), ops.above(ops.mul(a, -1), -1))),
    forward: <T>(z: T, { ops }: ForwardContext<T>): T =>
      ops.clipByValue(ops.add(ops.mul(z, slope), 0.5), 0, 1),
  });
}
