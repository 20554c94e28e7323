import type { Floats } from "../engine/executor";

/**
 * The Euclidean norm in float64: the squares of float32 numbers cannot underflow there (a norm formed in float32 is
 * wrong below about 1e-19); float64 numbers are divided by the largest first.
 */
export function norm(values: Floats): number {
  const scale = values instanceof Float64Array ? maxAbs(values) : 1;
  if (scale === 0 || !Number.isFinite(scale)) return scale;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i] / scale) ** 2;
  return Math.sqrt(sum) * scale;
}

/** The Euclidean norm as frameworks form it, squares and their sum in float32: 0 below about 1e-23, infinite above 1e19. */
export function float32Norm(values: Floats): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum = Math.fround(sum + Math.fround(values[i] * values[i]));
  return Math.fround(Math.sqrt(sum));
}

/** ‖ΔW‖ ÷ ‖W‖: 0 for no change at all, Infinity for a change of what is 0. */
export const relativeSize = (change: number, size: number): number => (change === 0 ? 0 : change / size);

/** The root mean square; 0 for no values. */
export const rms = (values: Floats): number =>
  values.length === 0 ? 0 : norm(values) / Math.sqrt(values.length);

/** The largest absolute value; 0 for no values, NaN where one is NaN. */
export function maxAbs(values: Floats): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i]));
  return largest;
}

/** The mean; 0 for no values. */
export function mean(values: Floats): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return values.length === 0 ? 0 : sum / values.length;
}

/** The variance about the mean (over n); 0 for no values. */
export function variance(values: Floats): number {
  const centre = mean(values);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i] - centre) ** 2;
  return values.length === 0 ? 0 : sum / values.length;
}
