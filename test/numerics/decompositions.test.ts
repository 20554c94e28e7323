import { EigenvalueDecomposition, Matrix, SingularValueDecomposition, solve } from "ml-matrix";
import { describe, expect, test } from "vitest";
import { cholesky, solveCholesky } from "../../src/numerics/cholesky";
import { symmetricEigen } from "../../src/numerics/eigen";
import { eigenvalues } from "../../src/numerics/eigenvalues";
import { leastSquares } from "../../src/numerics/least-squares";
import { singularValues } from "../../src/numerics/singular-values";
import { random } from "../../src/random/random";

const drawn = (rows: number, columns: number, name = "entries"): number[][] => {
  const stream = random(1, name, String(rows), String(columns));
  return Array.from({ length: rows }, () => Array.from({ length: columns }, () => stream.normal()));
};
const times = (a: number[][], b: number[][]): number[][] => new Matrix(a).mmul(new Matrix(b)).to2DArray();
const across = (a: number[][]): number[][] => new Matrix(a).transpose().to2DArray();
const SIDES = [1, 2, 3, 5, 16, 40];
/** All within rounding of the largest one. */
function expectNear(
  found: readonly number[],
  wanted: readonly number[],
  size = Math.max(...wanted.map(Math.abs)),
): void {
  expect(found).toHaveLength(wanted.length);
  found.forEach((value, i) => expect(Math.abs(value - wanted[i])).toBeLessThanOrEqual(1e-14 * size * Math.sqrt(wanted.length))); // prettier-ignore
}

describe("singularValues", () => {
  test("are those of an independent decomposition, for any shape, the largest first", () => {
    for (const rows of SIDES) {
      for (const columns of SIDES) {
        const a = drawn(rows, columns);
        const { diagonal } = new SingularValueDecomposition(new Matrix(a), { autoTranspose: true });
        expectNear(
          singularValues(a.flat(), rows, columns),
          [...diagonal].toSorted((x, y) => y - x),
        );
      }
    }
  });
  test("are exact for a diagonal, also where squares leave float64's range, and 0 for what has no rank", () => {
    for (const scale of [1, 2 ** -660, 2 ** 660])
      expectNear(singularValues([0, 3, 0, -4, 0, 0, 0, 0, 1e-9].map((x) => x * scale), 3, 3), [4, 3, 1e-9].map((x) => x * scale)); // prettier-ignore
    const [column, row] = [drawn(20, 1, "left"), drawn(1, 12, "right")];
    const [first, ...rest] = singularValues(times(column, row).flat(), 20, 12);
    expect(first).toBeCloseTo(Math.hypot(...column.flat()) * Math.hypot(...row.flat()), 12);
    expectNear(rest, Array(11).fill(0) as number[], first);
    expect(singularValues([0, 0, 0, 0], 2, 2)).toEqual([0, 0]);
  });
  test("are all NaN where an entry is not finite", () => {
    for (const bad of [NaN, Infinity]) expect(singularValues([1, bad, 2, 3, 4, 5], 2, 3)).toEqual([NaN, NaN]);
  });
});

describe("symmetricEigen", () => {
  test("has orthonormal vectors that the matrix multiplies by its values, in ascending order", () => {
    for (const n of SIDES) {
      const half = drawn(n, n, "half");
      const thin = half.slice(0, 2);
      const matrices = [half.map((row, i) => row.map((x, j) => x + half[j][i])), times(across(thin), thin)];
      for (const a of matrices) {
        const { values, vectors } = symmetricEigen(a);
        const size = Math.max(...values.map(Math.abs));
        expect(values).toEqual(values.toSorted((x, y) => x - y));
        expectNear(times(vectors, a).flat(), vectors.flatMap((v, i) => v.map((x) => values[i] * x)), size); // prettier-ignore
        expectNear(times(vectors, across(vectors)).flat(), Matrix.eye(n).to1DArray(), 1);
      }
    }
  });
  test("leaves a diagonal as it is, with equal values too", () => {
    expect(symmetricEigen([[2, 0, 0], [0, -1, 0], [0, 0, 2]]).values).toEqual([-1, 2, 2]); // prettier-ignore
  });
});

describe("eigenvalues", () => {
  /** In an order in which rounding changes nothing: complex ones by their size and sign. */
  const ordered = ({ real, imaginary }: { real: number[]; imaginary: number[] }): number[][] =>
    real.map((re, i) => [re, imaginary[i]]).toSorted((x, y) => x[0] - y[0] || x[1] - y[1]);
  test("are those of an independent decomposition", () => {
    for (const n of [...SIDES, 90]) {
      const a = drawn(n, n, "square");
      const { realEigenvalues: real, imaginaryEigenvalues: imaginary } = new EigenvalueDecomposition(new Matrix(a)); // prettier-ignore
      const wanted = ordered({ real, imaginary });
      const found = ordered(eigenvalues(a.flat(), n));
      const apart = found.map(([re, im]) => Math.min(...wanted.map(([x, y]) => Math.hypot(re - x, im - y))));
      expect(Math.max(...apart)).toBeLessThan(1e-11);
      expect(found.reduce((sum, [re]) => sum + re, 0)).toBeCloseTo(a.reduce((sum, row, i) => sum + row[i], 0), 10); // prettier-ignore
    }
  });
  test("are the roots of unity for a shift around, and 0 for one without end", () => {
    const around = Array.from({ length: 12 }, (_, i) => Array.from({ length: 12 }, (__, j) => Number(j === (i + 1) % 12))); // prettier-ignore
    const { real, imaginary } = eigenvalues(around.flat(), 12);
    real.forEach((re, i) => expect(Math.hypot(re, imaginary[i])).toBeCloseTo(1, 13));
    around[11][0] = 0;
    expect(eigenvalues(around.flat(), 12)).toEqual({ real: Array(12).fill(0), imaginary: Array(12).fill(0) });
  });
});

describe("cholesky and leastSquares", () => {
  test("solve what an independent decomposition solves", () => {
    for (const n of SIDES) {
      const rows = drawn(n + 7, n, "rows");
      const b = drawn(n + 7, 1, "b").flat();
      const gram = times(across(rows), rows);
      const side = times(across(rows), b.map((x) => [x])).flat(); // prettier-ignore
      const wanted = solve(new Matrix(rows), Matrix.columnVector(b), true).to1DArray();
      leastSquares(rows, b).forEach((x, i) => expect(x).toBeCloseTo(wanted[i], 12));
      solveCholesky(cholesky(gram)!, side).forEach((x, i) => expect(x).toBeCloseTo(wanted[i], 9));
    }
  });
  test("find a matrix that is not positive definite", () => {
    expect(cholesky([[1, 2], [2, 1]])).toBeUndefined(); // prettier-ignore
    expect(cholesky([[0]])).toBeUndefined();
  });
});
