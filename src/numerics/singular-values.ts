import { Matrix, SingularValueDecomposition } from "ml-matrix";
import type { Floats } from "./norm";

/** The singular values of a matrix given row by row, largest first; all NaN where an entry is not finite. */
export function singularValues(values: Floats, rows: number, columns: number): number[] {
  // The decomposition's iteration need not end on NaN or Infinity.
  if (!values.every(Number.isFinite)) return Array(Math.min(rows, columns)).fill(Number.NaN) as number[];
  return new SingularValueDecomposition(Matrix.from1DArray(rows, columns, values), {
    computeLeftSingularVectors: false,
    computeRightSingularVectors: false,
    autoTranspose: true,
  }).diagonal;
}
