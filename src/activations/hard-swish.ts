import { SATURATION_SHARE, type Activation, type ForwardContext, type GradientContext } from "./activation";
import { written } from "./written";

/** x·relu6(x + 3)/6, Swish without an exponential, for arithmetic of low precision (Howard et al. 2019). */
export const hardSwish = (): Activation =>
  written({
    name: "hardSwish",
    parameters: {},
    tex: "f(x) = x\\,\\frac{\\operatorname{relu6}(x + 3)}{6}",
    derivativeTex: "f'(x) = \\begin{cases} 0 & x < -3 \\\\ (2x + 3)/6 & |x| < 3 \\\\ 1 & x > 3 \\end{cases}",
    secondDerivative: (x) => (x > -3 && x <= 3 ? 1 / 3 : 0),
    bound: { value: 3 / 2, at: 3 },
    range: [-3 / 8, Infinity],
    kinks: [-3, 3],
    saturation: SATURATION_SHARE,
    gradient: <T>(upstream: T, { ops, z }: GradientContext<T>): T => {
      const beyond = ops.above(z, 3);
      const inside = ops.sub(ops.above(z, -3), beyond);
      // (2z + 3)/6 inside, 1 beyond
      return ops.mul(upstream, ops.add(ops.mul(inside, ops.div(ops.add(ops.mul(z, 2), 3), 6)), beyond));
    },
    forward: <T>(z: T, { ops }: ForwardContext<T>): T => ops.div(ops.mul(ops.relu6(ops.add(z, 3)), z), 6),
  });
