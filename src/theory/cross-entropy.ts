/** The cross-entropy of one sigmoid output with a label 0 or 1, from z before the sigmoid, without overflow; in nats. */
export const binaryCrossEntropy = (z: number, label: number): number =>
  Math.max(z, 0) - z * label + Math.log1p(Math.exp(-Math.abs(z)));

/** ln Σ eᶻ, without overflow. */
export function logSumExp(z: ArrayLike<number>): number {
  const values = Array.from(z);
  const top = values.reduce((a, b) => Math.max(a, b), -Infinity);
  return top + Math.log(values.reduce((sum, value) => sum + Math.exp(value - top), 0));
}
