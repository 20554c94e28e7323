import { SATURATION_SHARE, type Activation, type ForwardContext, type GradientContext } from "./activation";
import { argmax } from "./extremum";
import { logistic } from "./sigmoid";
import { logOnePlusExp } from "./softplus";

const f = (x: number): number => x * Math.tanh(logOnePlusExp(x));
const derivative = (x: number): number => {
  const soft = logOnePlusExp(x);
  return Math.tanh(soft) + (x * logistic(x)) / Math.cosh(soft) ** 2;
};
const secondDerivative = (x: number): number => {
  const soft = logOnePlusExp(x);
  const s = logistic(x);
  return (2 * s + x * s * logistic(-x) - 2 * x * Math.tanh(soft) * s * s) / Math.cosh(soft) ** 2;
};
const PEAK = argmax(derivative, 1, 3);

/** x·tanh(ln(1 + eˣ)) (Misra 2019). */
export const mish = (): Activation => ({
  name: "mish",
  parameters: {},
  tex: "f(x) = x\\,\\tanh(\\ln(1 + e^x))",
  derivativeTex: "f'(x) = \\tanh s + x\\,\\sigma(x)\\,(1 - \\tanh^2 s), \\quad s = \\ln(1 + e^x)",
  f,
  derivative,
  secondDerivative,
  bound: { value: derivative(PEAK), at: PEAK },
  range: [f(argmax((x) => -f(x), -3, 0)), Infinity],
  kinks: [],
  saturation: SATURATION_SHARE,
  gradient: <T>(upstream: T, { ops, z }: GradientContext<T>): T => {
    const t = ops.tanh(ops.softplus(z));
    // t + z·σ(z)·(1 − t²)
    return ops.mul(upstream, ops.add(ops.mul(ops.mul(z, ops.sigmoid(z)), ops.sub(1, ops.square(t))), t));
  },
  forward: <T>(z: T, { ops }: ForwardContext<T>): T => ops.mul(z, ops.tanh(ops.softplus(z))),
});
