import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import type { Curvature } from "../cost";

/** Eigenvalues in ascending order and unit eigenvectors of a symmetric matrix, given as rows. */
export function symmetricEigen(rows: readonly (readonly number[])[]): Curvature {
  const matrix = new Matrix(rows.map((row) => [...row]));
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(matrix, {
    assumeSymmetric: true,
  });
  const order = realEigenvalues.map((_, i) => i).toSorted((a, b) => realEigenvalues[a] - realEigenvalues[b]);
  return {
    values: order.map((i) => realEigenvalues[i]),
    vectors: order.map((i) => eigenvectorMatrix.getColumn(i)),
  };
}
