/** Measured numbers: float32, or float64 where float32 would have lost them. */
export type Floats = Float32Array | Float64Array;

/**
 * The Euclidean norm in float64, right at any scale: where the squares leave the middle of float64's range, the numbers are
 * divided by the largest first. (A norm formed in float32 is wrong below about 1e-19 already.)
 */
export function norm(values: ArrayLike<number>): number {
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += values[i] * values[i];
  if (squares > 2 ** -900 && squares < 2 ** 900) return Math.sqrt(squares);
  const scale = maxAbs(values);
  if (scale === 0 || !Number.isFinite(scale)) return scale;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i] / scale) ** 2;
  return scale * Math.sqrt(sum);
}

/** The Euclidean norm as frameworks form it, numbers, squares and their sum in float32: 0 below about 1e-23, infinite above 1e19. */
export function float32Norm(values: Floats): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    const x = Math.fround(values[i]);
    sum = Math.fround(sum + Math.fround(x * x));
  }
  return Math.fround(Math.sqrt(sum));
}

/** ‖ΔW‖ ÷ ‖W‖: 0 for no change at all, Infinity for a change of what is 0. */
export const relativeSize = (change: number, size: number): number => (change === 0 ? 0 : change / size);

/** The root mean square; 0 for no values. */
export const rms = (values: Floats): number =>
  values.length === 0 ? 0 : norm(values) / Math.sqrt(values.length);

/** Whether any is NaN; in a loop, as `some` takes ten times as long. */
export function hasNaN(values: Floats): boolean {
  for (let i = 0; i < values.length; i++) if (Number.isNaN(values[i])) return true;
  return false;
}

/** The largest absolute value; 0 for no values, NaN where one is NaN. */
export function maxAbs(values: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i]));
  return largest;
}

/** The mean absolute value; 0 for no values. */
export function meanAbs(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += Math.abs(values[i]);
  return values.length === 0 ? 0 : sum / values.length;
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
  for (let i = 0; i < values.length; i++) {
    const off = values[i] - centre;
    sum += off * off;
  }
  return values.length === 0 ? 0 : sum / values.length;
}
