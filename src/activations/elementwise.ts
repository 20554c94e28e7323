/**
 * The operations that activations are written in, on whatever holds the numbers: tfjs's tensors or the nodes of a
 * graph. The names are tfjs's.
 */
export interface Elementwise<T> {
  add(a: T, b: T | number): T;
  sub(a: T | number, b: T): T;
  mul(a: T, b: T | number): T;
  div(a: T, b: T | number): T;
  abs(a: T): T;
  square(a: T): T;
  exp(a: T): T;
  minimum(a: T, b: number): T;
  clipByValue(a: T, low: number, high: number): T;
  tanh(a: T): T;
  sigmoid(a: T): T;
  softplus(a: T): T;
  erf(a: T): T;
  relu(a: T): T;
  relu6(a: T): T;
  elu(a: T): T;
  selu(a: T): T;
  /** f of each number, with f′ for its gradient; absent where JavaScript functions cannot be called. */
  pointwise?(a: T, f: (x: number) => number, derivative: (x: number) => number): T;
}

/** What gradients need besides: TensorFlow's own gradient operations, each ∂C/∂z from ∂C/∂φ(z). */
export interface ElementwiseGradients<T> extends Elementwise<T> {
  /** 1 where a > bound, 0 elsewhere. */
  above(a: T, bound: number): T;
  /** From a = tanh z. */
  tanhGradient(a: T, upstream: T): T;
  /** From a = σ(z). */
  sigmoidGradient(a: T, upstream: T): T;
  /** From z, or from relu(z). */
  reluGradient(z: T, upstream: T): T;
  /** From z, or from relu6(z). */
  relu6Gradient(z: T, upstream: T): T;
  /** From a = elu(z). */
  eluGradient(a: T, upstream: T): T;
  /** From a = selu(z). */
  seluGradient(a: T, upstream: T): T;
  softplusGradient(z: T, upstream: T): T;
  softsignGradient(z: T, upstream: T): T;
  leakyReluGradient(z: T, upstream: T, slope: number): T;
}

/** The gradient through a function that is the identity above 0: unchanged there, `below` of it elsewhere. */
export function belowZero<T>(ops: ElementwiseGradients<T>, upstream: T, z: T, below: (kept: T) => T): T {
  const positive = ops.above(z, 0);
  return ops.add(ops.mul(upstream, positive), below(ops.mul(upstream, ops.sub(1, positive))));
}
