import { logistic } from "../activations/sigmoid";
import type { Loss } from "./description";

/** The mean loss of examples, and ∂Cᵢ/∂z of each one's own loss Cᵢ, in float64. */
export interface LossValue {
  loss: number;
  /** p − y, or output − target; examples × outputs. */
  delta: Float64Array;
}

/**
 * The loss of some examples from their outputs before softmax or sigmoid, with all digits in every tail.
 *
 * Cross-entropy is Σⱼ yⱼ·ln(1 + e^d) with d = ln Σ_{k≠j} e^{z_k} − zⱼ (−z for one output), which keeps its digits where p is near
 * 1 and has no overflow; p − y is p(1 − y) − y(1 − p), with 1 − p as the sum of the others. Squared error: ½‖output − target‖².
 * @param outputs z, examples × width
 * @param targets of the same shape: one-hot rows, or labels 0 and 1 for one output, but for squared error
 */
export function lossOf(
  kind: Loss,
  outputs: ArrayLike<number>,
  targets: ArrayLike<number>,
  width: number,
): LossValue {
  const delta = new Float64Array(outputs.length);
  let sum = 0;
  for (let from = 0; from < outputs.length; from += width) {
    if (kind === "squaredError") sum += squaredError(outputs, targets, from, from + width, delta);
    else if (width === 1) sum += binary(outputs, targets, from, delta);
    else sum += softmax(outputs, targets, from, from + width, delta);
  }
  return { loss: (sum * width) / outputs.length, delta };
}

/**
 * The answers that outputs before softmax or sigmoid stand for: probabilities, or plain numbers for squared error; row by row.
 * @param outputs z, examples × width
 */
export function answersOf(kind: Loss, outputs: ArrayLike<number>, width: number): Float64Array {
  const answers = Float64Array.from(outputs);
  if (kind === "squaredError") return answers;
  if (width === 1) return answers.map(logistic);
  for (let from = 0; from < answers.length; from += width) {
    const total = logSumExp(outputs, from, from + width);
    for (let j = from; j < from + width; j++) answers[j] = Math.exp(outputs[j] - total);
  }
  return answers;
}

/** ln(1 + eˣ), without overflow and with all digits where it is small. */
export const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

/** ln Σ eᶻ from one place up to another, one of them left out; −Infinity for nothing. */
export function logSumExp(z: ArrayLike<number>, from = 0, to = z.length, without = -1): number {
  let top = -Infinity;
  for (let k = from; k < to; k++) if (k !== without && !(z[k] <= top)) top = z[k];
  if (!Number.isFinite(top)) return top;
  let sum = 0;
  for (let k = from; k < to; k++) if (k !== without) sum += Math.exp(z[k] - top);
  return top + Math.log(sum);
}

type Row = [z: ArrayLike<number>, y: ArrayLike<number>, from: number, to: number, delta: Float64Array];

function squaredError(...[z, y, from, to, delta]: Row): number {
  let sum = 0;
  for (let j = from; j < to; j++) {
    delta[j] = z[j] - y[j];
    sum += delta[j] ** 2 / 2;
  }
  return sum;
}

function binary(z: ArrayLike<number>, y: ArrayLike<number>, j: number, delta: Float64Array): number {
  delta[j] = logistic(z[j]) * (1 - y[j]) - y[j] * logistic(-z[j]);
  return (1 - y[j]) * softplus(z[j]) + y[j] * softplus(-z[j]);
}

function softmax(...[z, y, from, to, delta]: Row): number {
  const total = logSumExp(z, from, to);
  let sum = 0;
  for (let j = from; j < to; j++) {
    delta[j] = Math.exp(z[j] - total) * (1 - y[j]);
    if (y[j] === 0) continue;
    const others = logSumExp(z, from, to, j);
    delta[j] -= y[j] * Math.exp(others - total);
    sum += y[j] * softplus(others - z[j]);
  }
  return sum;
}
