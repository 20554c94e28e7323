import erfc from "@stdlib/math-base-special-erfc";
import { SATURATION_SHARE, type Activation, type ForwardContext, type GradientContext } from "./activation";
import { argmax } from "./extremum";

const normalDensity = (x: number): number => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
const normalShare = (x: number): number => erfc(-x * Math.SQRT1_2) / 2;

const exact = (x: number): number => x * normalShare(x);
const exactDerivative = (x: number): number => normalShare(x) + x * normalDensity(x);

/** x·Φ(x), Φ the normal distribution function (Hendrycks & Gimpel 2016). */
export const gelu = (): Activation => ({
  name: "gelu",
  parameters: {},
  tex: "f(x) = x\\,\\Phi(x)",
  derivativeTex: "f'(x) = \\Phi(x) + x\\,\\Phi'(x)",
  f: exact,
  derivative: exactDerivative,
  secondDerivative: (x) => (2 - x * x) * normalDensity(x),
  // f″ is 0 at √2, so that f′ peaks there.
  bound: { value: exactDerivative(Math.SQRT2), at: Math.SQRT2 },
  range: [exact(argmax((x) => -exact(x), -2, 0)), Infinity],
  kinks: [],
  saturation: SATURATION_SHARE,
  forward: <T>(z: T, { ops }: ForwardContext<T>): T =>
    ops.mul(ops.mul(z, 0.5), ops.add(ops.erf(ops.mul(z, Math.SQRT1_2)), 1)),
  gradient<T>(upstream: T, { ops, z }: GradientContext<T>): T {
    const share = ops.mul(ops.add(ops.erf(ops.mul(z, Math.SQRT1_2)), 1), 0.5);
    const density = ops.mul(ops.exp(ops.mul(ops.square(z), -0.5)), 1 / Math.sqrt(2 * Math.PI));
    return ops.mul(upstream, ops.add(share, ops.mul(z, density)));
  },
});

const SCALE = Math.sqrt(2 / Math.PI);
const CUBIC = 0.044715;
const approximate = (x: number): number => (x / 2) * (1 + Math.tanh(SCALE * (x + CUBIC * x ** 3)));
const approximateDerivative = (x: number): number => {
  const inner = SCALE * (x + CUBIC * x ** 3);
  const slope = SCALE * (1 + 3 * CUBIC * x * x);
  return (1 + Math.tanh(inner)) / 2 + ((x / 2) * slope) / Math.cosh(inner) ** 2;
};
const approximateSecondDerivative = (x: number): number => {
  const inner = SCALE * (x + CUBIC * x ** 3);
  const slope = SCALE * (1 + 3 * CUBIC * x * x);
  const bend = 6 * SCALE * CUBIC * x;
  return (slope + (x / 2) * bend - x * slope ** 2 * Math.tanh(inner)) / Math.cosh(inner) ** 2;
};
const PEAK = argmax(approximateDerivative, 1, 2);

/** GELU's tanh form, x/2·(1 + tanh(√(2/π)(x + 0.044715x³))) (Hendrycks & Gimpel 2016). */
export const geluTanh = (): Activation => ({
  name: "geluTanh",
  parameters: {},
  tex: "f(x) = \\tfrac{x}{2}\\left(1 + \\tanh\\left(\\sqrt{2/\\pi}\\,(x + 0.044715\\,x^3)\\right)\\right)",
  derivativeTex: "f'(x) = \\tfrac12(1 + \\tanh u) + \\tfrac{x}{2}\\,u'\\,(1 - \\tanh^2 u)",
  f: approximate,
  derivative: approximateDerivative,
  secondDerivative: approximateSecondDerivative,
  bound: { value: approximateDerivative(PEAK), at: PEAK },
  range: [approximate(argmax((x) => -approximate(x), -2, 0)), Infinity],
  kinks: [],
  saturation: SATURATION_SHARE,
  forward<T>(z: T, { ops }: ForwardContext<T>): T {
    const inner = ops.mul(ops.add(z, ops.mul(ops.mul(ops.square(z), z), CUBIC)), SCALE);
    return ops.mul(ops.mul(z, 0.5), ops.add(ops.tanh(inner), 1));
  },
  gradient<T>(upstream: T, { ops, z }: GradientContext<T>): T {
    const square = ops.square(z);
    const t = ops.tanh(ops.mul(ops.add(z, ops.mul(ops.mul(square, z), CUBIC)), SCALE));
    const slope = ops.mul(ops.add(ops.mul(square, 3 * CUBIC), 1), SCALE);
    const curved = ops.mul(ops.mul(z, 0.5), ops.mul(slope, ops.sub(1, ops.square(t))));
    return ops.mul(upstream, ops.add(ops.mul(ops.add(t, 1), 0.5), curved));
  },
});
