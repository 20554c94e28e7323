import { cosh, exp, tanh } from "../numerics/elementary";
import { SATURATION_SHARE, type Activation, type ForwardContext, type GradientContext } from "./activation";
import { fromLowest, peak } from "./extremum";
import { written } from "./written";

const density = (x: number): number => exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);

/** x·Φ(x), Φ the normal distribution function (Hendrycks & Gimpel 2016). */
export const gelu = (): Activation =>
  written({
    name: "gelu",
    parameters: {},
    tex: "f(x) = x\\,\\Phi(x)",
    derivativeTex: "f'(x) = \\Phi(x) + x\\,\\Phi'(x)",
    secondDerivative: (x) => (2 - x * x) * density(x),
    // f″ is 0 at √2, so that f′ peaks there.
    bound: (derivative) => ({ value: derivative(Math.SQRT2), at: Math.SQRT2 }),
    range: fromLowest(-2, 0),
    kinks: [],
    saturation: SATURATION_SHARE,
    forward: <T>(z: T, { ops }: ForwardContext<T>): T => ops.mul(ops.normalShare(z), z),
    gradient<T>(upstream: T, { ops, z }: GradientContext<T>): T {
      const density = ops.mul(ops.exp(ops.mul(ops.square(z), -0.5)), 1 / Math.sqrt(2 * Math.PI));
      return ops.mul(upstream, ops.add(ops.normalShare(z), ops.mul(z, density)));
    },
  });

const SCALE = Math.sqrt(2 / Math.PI);
const CUBIC = 0.044715;

/** 2u with u = √(2/π)(z + 0.044715z³): (1 + tanh u)/2 is σ(2u). */
const inner = <T>(z: T, { ops }: ForwardContext<T>): T =>
  ops.mul(ops.mul(ops.add(ops.mul(ops.square(z), CUBIC), 1), z), 2 * SCALE);

/** GELU's tanh form, x/2·(1 + tanh(√(2/π)(x + 0.044715x³))) (Hendrycks & Gimpel 2016). */
export const geluTanh = (): Activation =>
  written({
    name: "geluTanh",
    parameters: {},
    tex: "f(x) = \\tfrac{x}{2}\\left(1 + \\tanh\\left(\\sqrt{2/\\pi}\\,(x + 0.044715\\,x^3)\\right)\\right)",
    derivativeTex: "f'(x) = \\tfrac12(1 + \\tanh u) + \\tfrac{x}{2}\\,u'\\,(1 - \\tanh^2 u)",
    secondDerivative(x) {
      const u = SCALE * (x + CUBIC * x ** 3);
      const slope = SCALE * (1 + 3 * CUBIC * x * x);
      const bend = 6 * SCALE * CUBIC * x;
      return (slope + (x / 2) * bend - x * slope ** 2 * tanh(u)) / cosh(u) ** 2;
    },
    bound: peak(1, 2),
    range: fromLowest(-2, 0),
    kinks: [],
    saturation: SATURATION_SHARE,
    forward: <T>(z: T, context: ForwardContext<T>): T =>
      context.ops.mul(context.ops.sigmoid(inner(z, context)), z),
    gradient<T>(upstream: T, context: GradientContext<T>): T {
      const { ops, z } = context;
      const twice = inner(z, context);
      const share = ops.sigmoid(twice);
      const slope = ops.mul(ops.add(ops.mul(ops.square(z), 3 * CUBIC), 1), 2 * SCALE);
      return ops.mul(upstream, ops.add(share, ops.sigmoidGradient(share, ops.mul(z, slope), twice)));
    },
  });
