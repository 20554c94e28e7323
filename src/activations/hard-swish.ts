import { SATURATION_SHARE, type Activation, type ForwardContext, type GradientContext } from "./activation";

const f = (x: number): number => (x * Math.min(6, Math.max(0, x + 3))) / 6;

/** x·relu6(x + 3)/6, Swish without an exponential, for arithmetic of low precision (Howard et al. 2019). */
export const hardSwish = (): Activation => ({
  name: "hardSwish",
  parameters: {},
  tex: "f(x) = x\\,\\frac{\\operatorname{relu6}(x + 3)}{6}",
  derivativeTex: "f'(x) = \\begin{cases} 0 & x < -3 \\\\ (2x + 3)/6 & |x| < 3 \\\\ 1 & x > 3 \\end{cases}",
  f,
  derivative(x) {
    if (x <= -3) return 0;
    return x <= 3 ? (2 * x + 3) / 6 : 1;
  },
  secondDerivative: (x) => (x > -3 && x <= 3 ? 1 / 3 : 0),
  bound: { value: 3 / 2, at: 3 },
  range: [f(-3 / 2), Infinity],
  kinks: [-3, 3],
  saturation: SATURATION_SHARE,
  gradient: <T>(upstream: T, { ops, z }: GradientContext<T>): T => {
    const inside = ops.mul(ops.above(z, -3), ops.above(ops.mul(z, -1), -3));
    return ops.mul(upstream, ops.div(ops.add(ops.relu6(ops.add(z, 3)), ops.mul(z, inside)), 6));
  },
  forward: <T>(z: T, { ops }: ForwardContext<T>): T => ops.div(ops.mul(z, ops.relu6(ops.add(z, 3))), 6),
});
