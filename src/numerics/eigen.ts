import { toHessenberg } from "./householder";
import { identity } from "./matrix-product";
import { diagonalize } from "./tridiagonal";

/** Eigenvalues and eigenvectors of a symmetric matrix. */
export interface Eigensystem {
  /** In ascending order. */
  values: number[];
  /** One unit eigenvector per eigenvalue. */
  vectors: number[][];
}

/** Eigenvalues in ascending order and unit eigenvectors of a symmetric matrix, given as rows; NaN where an entry is not finite. */
export function symmetricEigen(rows: readonly (readonly number[])[]): Eigensystem {
  const n = rows.length;
  const a = Float64Array.from(rows.flat());
  const vectors = identity(n);
  const diagonal = new Float64Array(n).fill(Number.NaN);
  if (a.every(Number.isFinite)) {
    toHessenberg(a, n, vectors);
    for (let i = 0; i < n; i++) diagonal[i] = a[i * (n + 1)];
    const beside = Float64Array.from({ length: n - 1 }, (_, i) => a[i * (n + 1) + n]);
    diagonalize(diagonal, beside, vectors);
  }
  const order = Array.from(diagonal.keys()).toSorted((i, j) => diagonal[i] - diagonal[j]);
  return {
    values: order.map((i) => diagonal[i]),
    vectors: order.map((i) => Array.from(vectors.subarray(i * n, (i + 1) * n))),
  };
}
