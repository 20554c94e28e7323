import { columnOf, reflectColumns, reflectorOf, reflectRows } from "./householder";
import { transposed } from "./matrix-product";
import { maxAbs } from "./norm";
import { diagonalize } from "./tridiagonal";

/**
 * The singular values of a matrix given row by row, largest first; all NaN where an entry is not finite. Reflections from either side
 * leave two diagonals (Golub & Kahan 1965); those, one after the other beside a diagonal of zeros, have the singular values and their negatives
 * for eigenvalues.
 */
export function singularValues(values: ArrayLike<number>, rows: number, columns: number): number[] {
  const [tall, width] = [Math.max(rows, columns), Math.min(rows, columns)];
  const top = maxAbs(values);
  if (!Number.isFinite(top) || top === 0) return Array<number>(width).fill(top === 0 ? 0 : Number.NaN);
  const scaled = Float64Array.from(values, (value) => value / top);
  const a = rows < columns ? transposed(scaled, rows, columns) : scaled;
  const beside = new Float64Array(2 * width - 1);
  for (let k = 0; k < width; k++) {
    reflectRows(a, width, reflectorOf(columnOf(a, width, k, k, tall)), k, k);
    beside[2 * k] = a[k * (width + 1)];
    if (k === width - 1) break;
    reflectColumns(a, width, reflectorOf(a.slice(k * (width + 1) + 1, (k + 1) * width)), k + 1, k, tall);
    beside[2 * k + 1] = a[k * (width + 1) + 1];
  }
  const both = new Float64Array(2 * width);
  diagonalize(both, beside);
  return Array.from(both.toSorted().subarray(width).toReversed(), (value) => top * Math.max(0, value));
}
