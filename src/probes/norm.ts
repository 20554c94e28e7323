/**
 * The Euclidean norm in float64 of float32 numbers: their squares cannot underflow there
 * (a norm formed in float32 is wrong below about 1e-19).
 */
export function norm(values: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] * values[i];
  return Math.sqrt(sum);
}

/** The root mean square; 0 for no values. */
export const rms = (values: Float32Array): number =>
  values.length === 0 ? 0 : norm(values) / Math.sqrt(values.length);

/** The largest absolute value; 0 for no values, NaN where one is NaN. */
export function maxAbs(values: Float32Array): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i]));
  return largest;
}

/** The mean; 0 for no values. */
export function mean(values: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return values.length === 0 ? 0 : sum / values.length;
}

/** The variance about the mean (over n); 0 for no values. */
export function variance(values: Float32Array): number {
  const centre = mean(values);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i] - centre) ** 2;
  return values.length === 0 ? 0 : sum / values.length;
}
