/** The lower triangle L of a symmetric matrix LLᵀ, as rows; undefined where it is not positive definite. */
export function cholesky(rows: readonly (readonly number[])[]): number[][] | undefined {
  const lower: number[][] = [];
  for (const [i, row] of rows.entries()) {
    const found: number[] = [];
    for (let j = 0; j <= i; j++) {
      const other = j < i ? lower[j] : found;
      let left = row[j];
      for (let k = 0; k < j; k++) left -= found[k] * other[k];
      if (i === j && !(left > 0)) return undefined;
      found.push(i === j ? Math.sqrt(left) : left / other[j]);
    }
    lower.push(found);
  }
  return lower;
}

/** x of LLᵀx = b. */
export function solveCholesky(lower: readonly (readonly number[])[], b: readonly number[]): number[] {
  const x = [...b];
  for (let i = 0; i < x.length; i++) {
    for (let j = 0; j < i; j++) x[i] -= lower[i][j] * x[j];
    x[i] /= lower[i][i];
  }
  for (let i = x.length - 1; i >= 0; i--) {
    for (let j = i + 1; j < x.length; j++) x[i] -= lower[j][i] * x[j];
    x[i] /= lower[i][i];
  }
  return x;
}
