import type { ElementwiseGradients } from "../activations/elementwise";
import type { LayerPlan } from "../architecture/layers";

/**
 * The operations that a pass is written on: what they give, T, is a node of a graph or an array of a program.
 *
 * Numbers of one axis fit along the units of a batch of rows; numbers of length 1 along an axis fit all of it.
 */
export interface Ops<T> extends ElementwiseGradients<T> {
  /** a ÷ b */
  div(a: T | number, b: T | number): T;
  /** a ÷ b, 0 where b is 0. */
  divNoNan(a: T, b: T): T;
  /** The smaller of a and b. */
  minimum(a: T, b: T | number): T;
  /** √a */
  sqrt(a: T): T;
  /** 1 ÷ √a */
  rsqrt(a: T): T;
  /** ln(1 + a) */
  log1p(a: T): T;
  /** 1 where a ≥ bound, 0 elsewhere. */
  atLeast(a: T, bound: number): T;
  /** The product of two matrices, the first one transposed before where that is asked, plus a third, or plus numbers for each unit. */
  matMul(a: T, b: T, options?: { a?: boolean; plus?: T }): T;
  /** δWᵀ, what flows back into the layer below, plus what flows there already. */
  flowBack(delta: T, weights: T, plan: Pick<LayerPlan, "fanIn" | "fanOut">, plus?: T): T;
  /** Σ over the batch, for each unit. */
  biasAddGradient(delta: T): T;
  /** Σ over an axis, 0 for the batch and 1 for the units, or over both; `keep`: the axis stays, of length 1. */
  sum(a: T, axis: number | readonly number[], keep?: boolean): T;
  /** The mean over an axis. */
  mean(a: T, axis: number, keep?: boolean): T;
  /** The largest over an axis. */
  max(a: T, axis: number): T;
  /** Σa²/2, one number. */
  halfSquare(a: T): T;
  /** ‖a‖, one number, right whatever its size. */
  norm(a: T): T;
  /** The same numbers in another shape; −1 stands for the length that is left. */
  reshape(a: T, shape: readonly number[]): T;
  /** Single numbers as one list. */
  pack(scalars: readonly T[]): T;
  /** A list's numbers. */
  unpack(list: T, count: number): T[];
  /** p, over the units. */
  softmax(z: T): T;
  /** The cross-entropy of each example, and p − y. */
  softmaxCrossEntropy(z: T, targets: T): { losses: T; error: T };
  /** pⱼ Σₖ pₖ(eⱼ − eₖ), which loses nothing where p is near 0 or 1. */
  softmaxGradient(p: T, upstream: T, units: number): T;
  /** Names what `write` writes after a part of the net. */
  within<R>(part: string, write: () => R): R;
}
