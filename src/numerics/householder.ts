import { norm } from "./norm";

// Matrices are given row by row, and changed in place.

/** The unit vector v whose reflection I − 2vvᵀ leaves of x its first number alone; 0 for x = 0. */
export function reflectorOf(x: Float64Array): Float64Array {
  const size = norm(x);
  if (size === 0) return x;
  const v = x.map((value) => value / size);
  v[0] += v[0] < 0 ? -1 : 1;
  const length = norm(v);
  return v.map((value) => value / length);
}

/** Numbers of a column, from row `top` to the one before `bottom`. */
export const columnOf = (
  a: Float64Array,
  width: number,
  column: number,
  top: number,
  bottom: number,
): Float64Array => Float64Array.from({ length: bottom - top }, (_, i) => a[(top + i) * width + column]);

/** Reflects rows from `top` on, as many as v has numbers, in the columns from `left` to the one before `right`. */
export function reflectRows(
  a: Float64Array,
  width: number,
  v: Float64Array,
  top: number,
  left: number,
  right = width,
): void {
  const along = new Float64Array(right - left);
  for (let i = 0; i < v.length; i++) {
    const row = (top + i) * width + left;
    for (let j = 0; j < along.length; j++) along[j] += v[i] * a[row + j];
  }
  for (let i = 0; i < v.length; i++) {
    const row = (top + i) * width + left;
    for (let j = 0; j < along.length; j++) a[row + j] -= 2 * v[i] * along[j];
  }
}

/** Reflects columns from `left` on, as many as v has numbers, in the rows from `top` to the one before `bottom`. */
export function reflectColumns(
  a: Float64Array,
  width: number,
  v: Float64Array,
  left: number,
  top: number,
  bottom: number,
): void {
  for (let at = top * width + left; at < bottom * width; at += width) {
    let along = 0;
    for (let j = 0; j < v.length; j++) along += v[j] * a[at + j];
    for (let j = 0; j < v.length; j++) a[at + j] -= 2 * along * v[j];
  }
}

/**
 * Makes a square matrix QᵀAQ, without numbers below those beside its diagonal (Hessenberg's form), and a symmetric one tridiagonal by that.
 * @param vectors becomes Qᵀ times what it is
 */
export function toHessenberg(a: Float64Array, n: number, vectors?: Float64Array): void {
  for (let k = 0; k < n - 2; k++) {
    const v = reflectorOf(columnOf(a, n, k, k + 1, n));
    reflectRows(a, n, v, k + 1, k);
    reflectColumns(a, n, v, k + 1, 0, n);
    if (vectors) reflectRows(vectors, n, v, k + 1, 0);
  }
}
