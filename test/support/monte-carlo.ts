import type { Random } from "../../src/random/random";

/** The mean of a sample and its standard error. */
export interface Estimate {
  mean: number;
  error: number;
}

export function estimate(values: readonly number[]): Estimate {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const squares = values.reduce((sum, x) => sum + (x - mean) ** 2, 0);
  return { mean, error: Math.sqrt(squares / (values.length - 1) / values.length) };
}

/** How many standard errors the sample's mean lies off; a true prediction stays below 4 in 15 999 of 16 000 cases. */
export function standardErrorsOff(values: readonly number[], predicted: number): number {
  const { mean, error } = estimate(values);
  return Math.abs(mean - predicted) / error;
}

/** (x − mean)² of every value, unbiased: their mean estimates the variance. */
export function squaredDeviations(values: readonly number[]): number[] {
  const { mean } = estimate(values);
  return values.map((x) => ((x - mean) ** 2 * values.length) / (values.length - 1));
}

export type Rows = number[][];

/** A matrix of independent normal entries. */
export const normalMatrix = (draw: Random, rows: number, columns: number, variance: number): Rows =>
  Array.from({ length: rows }, () => normalVector(draw, columns, variance));

export const normalVector = (draw: Random, length: number, variance = 1): number[] =>
  Array.from({ length }, () => Math.sqrt(variance) * draw.normal());

export const dot = (a: readonly number[], b: readonly number[]): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
};

/** W x. */
export const times = (w: Rows, x: readonly number[]): number[] => w.map((row) => dot(row, x));

/** Wᵀ d. */
export function timesTransposed(w: Rows, d: readonly number[]): number[] {
  const sum = w[0].map(() => 0);
  w.forEach((row, i) => row.forEach((value, j) => (sum[j] += value * d[i])));
  return sum;
}

export const normSquare = (x: readonly number[]): number => dot(x, x);
