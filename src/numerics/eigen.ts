import { EigenvalueDecomposition, Matrix } from "ml-matrix";

/** Eigenvalues and eigenvectors of a symmetric matrix. */
export interface Eigensystem {
  /** In ascending order. */
  values: number[];
  /** One unit eigenvector per eigenvalue. */
  vectors: number[][];
}

/** Eigenvalues in ascending order and unit eigenvectors of a symmetric matrix, given as rows. */
export function symmetricEigen(rows: readonly (readonly number[])[]): Eigensystem {
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
