/** What is left of a variance of 1 below this counts as nothing: the variable is a sum of the others. */
const NOTHING = 1e-10;

/**
 * The probability that jointly normal variables of mean 0 are all negative, by drawing them.
 *
 * A draw ends at its first positive variable, and the least alike come first (pivoted Cholesky), so that most draws are short.
 * @param normal gives independent standard normal numbers
 * @param correlation n × n, row by row, 1 on the diagonal
 * @returns the share of the draws; its standard error is √(share·(1 − share)/draws)
 */
export function negativeShare(
  correlation: Float64Array,
  n: number,
  draws: number,
  normal: () => number,
): number {
  const rows = pivotedCholesky(correlation, n);
  const normals = new Float64Array(n);
  let negative = 0;
  for (let draw = 0; draw < draws; draw++) {
    let known = 0;
    const all = rows.every((row) => {
      while (known < row.length) normals[known++] = normal();
      let sum = 0;
      for (let k = 0; k < row.length; k++) sum += row[k] * normals[k];
      return sum < 0;
    });
    if (all) negative++;
  }
  return negative / draws;
}

/** Rows of L with LLᵀ = the matrix up to the order of its variables, the one with most variance left first. */
function pivotedCholesky(matrix: Float64Array, n: number): number[][] {
  const rows = Array.from({ length: n }, (): number[] => []);
  const left = Float64Array.from({ length: n }, (_, i) => matrix[i * n + i]);
  const open = new Set(rows.keys());
  const order: number[][] = [];
  while (open.size > 0) {
    const pivot = [...open].reduce((a, b) => (left[b] > left[a] ? b : a));
    if (left[pivot] < NOTHING) break;
    open.delete(pivot);
    const scale = Math.sqrt(left[pivot]);
    for (const i of open) {
      let entry = matrix[i * n + pivot];
      for (const [k, value] of rows[pivot].entries()) entry -= value * rows[i][k];
      rows[i].push(entry / scale);
      left[i] -= (entry / scale) ** 2;
    }
    order.push([...rows[pivot], scale]);
  }
  return [...order, ...[...open].map((i) => rows[i])];
}
