import { columnOf, reflectorOf, reflectRows } from "./householder";

/** x for which ‖Ax − b‖ is smallest, by reflections; A has full rank and as many columns as x has numbers. */
export function leastSquares(rows: readonly (readonly number[])[], b: readonly number[]): number[] {
  const width = rows[0].length + 1;
  const a = Float64Array.from(rows.flatMap((row, i) => [...row, b[i]]));
  const x: number[] = [];
  for (let k = 0; k < width - 1; k++)
    reflectRows(a, width, reflectorOf(columnOf(a, width, k, k, rows.length)), k, k);
  for (let i = width - 2; i >= 0; i--) {
    let left = a[i * width + width - 1];
    for (let j = i + 1; j < width - 1; j++) left -= a[i * width + j] * x[j];
    x[i] = left / a[i * width + i];
  }
  return x;
}
