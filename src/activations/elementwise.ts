/**
 * The operations that activations are written in, on whatever holds the numbers: tfjs's tensors, the nodes of a graph, or
 * float64 numbers themselves. The names are tfjs's.
 */
export interface Elementwise<T> {
  /** a + b */
  add(a: T, b: T | number): T;
  /** a − b */
  sub(a: T | number, b: T): T;
  /** a · b */
  mul(a: T, b: T | number): T;
  /** a ÷ b */
  div(a: T, b: T | number): T;
  /** |a| */
  abs(a: T): T;
  /** a² */
  square(a: T): T;
  /** eᵃ */
  exp(a: T): T;
  /** The smaller of a and b. */
  minimum(a: T, b: number): T;
  /** a, cut off at both ends. */
  clipByValue(a: T, low: number, high: number): T;
  /** tanh a */
  tanh(a: T): T;
  /** 1 ÷ (1 + e⁻ᵃ) */
  sigmoid(a: T): T;
  /** ln(1 + eᵃ) */
  softplus(a: T): T;
  /** The error function. */
  erf(a: T): T;
  /** Φ(a), the share of the standard normal distribution below a. */
  normalShare(a: T): T;
  /** max(0, a) */
  relu(a: T): T;
  /** min(max(0, a), 6) */
  relu6(a: T): T;
  /** a above 0, eᵃ − 1 below. */
  elu(a: T): T;
  /** ELU with the constants of Klambauer et al. (2017). */
  selu(a: T): T;
  /** f of each number, with f′ for its gradient; absent where JavaScript functions cannot be called. */
  pointwise?(a: T, f: (x: number) => number, derivative: (x: number) => number): T;
}

/** What gradients need besides: TensorFlow's own gradient operations, each ∂C/∂z from ∂C/∂φ(z). */
export interface ElementwiseGradients<T> extends Elementwise<T> {
  /** 1 where a > bound, 0 elsewhere. */
  above(a: T, bound: number): T;
  /** From a = tanh z, or z. */
  tanhGradient(a: T, upstream: T, z: T): T;
  /** From a = σ(z), or z. */
  sigmoidGradient(a: T, upstream: T, z: T): T;
  /** From z, or from relu(z). */
  reluGradient(z: T, upstream: T): T;
  /** From z, or from relu6(z). */
  relu6Gradient(z: T, upstream: T): T;
  /** From a = elu(z), or z. */
  eluGradient(a: T, upstream: T, z: T): T;
  /** From a = selu(z), or z. */
  seluGradient(a: T, upstream: T, z: T): T;
  /** From z. */
  softplusGradient(z: T, upstream: T): T;
  /** From z. */
  softsignGradient(z: T, upstream: T): T;
  /** From z; `slope` holds below 0. */
  leakyReluGradient(z: T, upstream: T, slope: number): T;
}

/** The gradient through a function that is the identity above 0: unchanged there, `below` of it elsewhere. */
export function belowZero<T>(ops: ElementwiseGradients<T>, upstream: T, z: T, below: (kept: T) => T): T {
  const positive = ops.above(z, 0);
  return ops.add(ops.mul(upstream, positive), below(ops.mul(upstream, ops.sub(1, positive))));
}
