import { cosh, exp, expm1, tanh } from "../numerics/elementary";
import { erf, normalShare } from "../numerics/error-function";
import type { ElementwiseGradients } from "./elementwise";
import { logistic, logOnePlusExp } from "./logistic";
import { SELU_ALPHA, SELU_SCALE } from "./selu-constants";

/**
 * The activations' operations on float64 numbers, each in the form that keeps its digits in both tails: a slope comes from z
 * where a, rounded to 1, no longer has it.
 */
export const numbers: ElementwiseGradients<number> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  abs: Math.abs,
  square: (a) => a * a,
  exp,
  minimum: Math.min,
  clipByValue: (a, low, high) => Math.min(high, Math.max(low, a)),
  tanh,
  sigmoid: logistic,
  softplus: logOnePlusExp,
  erf,
  normalShare,
  relu: (a) => Math.max(0, a),
  relu6: (a) => Math.min(Math.max(0, a), 6),
  elu: (a) => (a > 0 ? a : expm1(a)),
  selu: (a) => SELU_SCALE * (a > 0 ? a : SELU_ALPHA * expm1(a)),
  above: (a, bound) => (a > bound ? 1 : 0),
  tanhGradient: (_, upstream, z) => upstream / cosh(z) ** 2,
  sigmoidGradient: (_, upstream, z) => upstream * (logistic(z) * logistic(-z)),
  reluGradient: (z, upstream) => (z > 0 ? upstream : 0),
  relu6Gradient: (z, upstream) => (z > 0 && z < 6 ? upstream : 0),
  eluGradient: (_, upstream, z) => (z > 0 ? upstream : upstream * exp(z)),
  seluGradient: (_, upstream, z) => upstream * SELU_SCALE * (z > 0 ? 1 : SELU_ALPHA * exp(z)),
  softplusGradient: (z, upstream) => upstream * logistic(z),
  softsignGradient: (z, upstream) => upstream / (1 + Math.abs(z)) ** 2,
  leakyReluGradient: (z, upstream, slope) => (z > 0 ? upstream : slope * upstream),
};
