import { cosh, tanh } from "../numerics/elementary";
import { SATURATION_SHARE, type Activation, type ForwardContext, type GradientContext } from "./activation";
import { fromLowest, peak } from "./extremum";
import { logistic, logOnePlusExp } from "./logistic";
import { written } from "./written";

/** x·tanh(ln(1 + eˣ)) (Misra 2019). */
export const mish = (): Activation =>
  written({
    name: "mish",
    parameters: {},
    tex: "f(x) = x\\,\\tanh(\\ln(1 + e^x))",
    derivativeTex: "f'(x) = \\tanh s + x\\,\\sigma(x)\\,(1 - \\tanh^2 s), \\quad s = \\ln(1 + e^x)",
    secondDerivative(x) {
      const soft = logOnePlusExp(x);
      const s = logistic(x);
      return (2 * s + x * s * logistic(-x) - 2 * x * tanh(soft) * s * s) / cosh(soft) ** 2;
    },
    bound: peak(1, 3),
    range: fromLowest(-3, 0),
    kinks: [],
    saturation: SATURATION_SHARE,
    gradient: <T>(upstream: T, { ops, z }: GradientContext<T>): T => {
      const soft = ops.softplus(z);
      const t = ops.tanh(soft);
      // t + z·σ(z)·(1 − t²)
      return ops.mul(upstream, ops.add(t, ops.tanhGradient(t, ops.mul(ops.sigmoid(z), z), soft)));
    },
    forward: <T>(z: T, { ops }: ForwardContext<T>): T => ops.mul(ops.tanh(ops.softplus(z)), z),
  });
