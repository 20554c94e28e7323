import { expect, test } from "vitest";
import { random } from "../../../src/random/random";
import { newtonSchulz } from "../../../src/theory/optimization/newton-schulz";
import { normalMatrix } from "../../support/monte-carlo";

/** The same on one number. */
const five = (s: number): number => {
  let x = s;
  for (let i = 0; i < 5; i++) x = 3.4445 * x - 4.775 * x ** 3 + 2.0315 * x ** 5;
  return x;
};

/** A diagonal matrix of Frobenius norm 1 with some singular values. */
function diagonal(values: readonly number[]): number[][] {
  const rest = Math.sqrt(1 - values.reduce((sum, s) => sum + s * s, 0));
  const all = [...values, rest];
  return all.map((s, i) => all.map((_, j) => (i === j ? s : 0)));
}

test("acts on every singular value by itself, with the polynomial", () => {
  const { before, after } = newtonSchulz(diagonal([0.5, 0.1, 0.02, 0.001]));
  const expected = before.map(five).toSorted((a, b) => b - a);
  after.forEach((s, i) => expect(s).toBeCloseTo(expected[i], 10));
});

test.each([
  [4, 6],
  [6, 4],
])("keeps the singular vectors of a random matrix of %d × %d", (rows, columns) => {
  const matrix = normalMatrix(random(3, "gradient"), rows, columns, 1);
  const result = newtonSchulz(matrix);
  const expected = result.before.map(five).toSorted((a, b) => b - a);
  result.after.forEach((s, i) => expect(s).toBeCloseTo(expected[i], 10));
  // U p(S) Vᵀ times (U S Vᵀ)ᵀ is symmetric.
  const product = result.rows.map((row) =>
    matrix.map((other) => row.reduce((sum, x, k) => sum + x * other[k], 0)),
  );
  product.forEach((row, i) => row.forEach((x, j) => expect(x).toBeCloseTo(product[j][i], 10)));
});

test("brings every singular value from 0.01 up to between 0.6818 and 1.1344, from 0.002 up to at most 1.2024, and one near 0 up by 3.4445⁵", () => {
  const through = (s: number): number => {
    const other = Math.sqrt(1 - s * s);
    const { before, after } = newtonSchulz([[s, 0], [0, other]]); // prettier-ignore
    return five(before.at(-1)!) <= five(before[0]) ? after.at(-1)! : after[0];
  };
  const images = Array.from({ length: 2000 }, (_, i) => five(0.01 * 100 ** (i / 1999)));
  expect(Math.min(...images)).toBeCloseTo(0.6818, 3);
  expect(Math.max(...images)).toBeCloseTo(1.1344, 3);
  const small = Array.from({ length: 2000 }, (_, i) => five(0.002 * 500 ** (i / 1999)));
  expect(Math.max(...small)).toBeCloseTo(1.2024, 3);
  expect(through(0.01)).toBeCloseTo(five(0.01), 10);
  expect(through(1e-6) / 1e-6).toBeCloseTo(3.4445 ** 5, 2);
});

test("takes no steps where it is asked to, and refuses what is no matrix", () => {
  const { before, after } = newtonSchulz([[3, 0], [0, 4]], { steps: 0 }); // prettier-ignore
  expect(after).toEqual(before);
  expect(before).toEqual([0.8, 0.6000000000000001].map((s) => expect.closeTo(s, 12)));
  expect(() => newtonSchulz([[1, 2], [3]])).toThrow(/2 numbers each/);
  expect(() => newtonSchulz([[0, 0]])).toThrow(/must not all be 0/);
  expect(() => newtonSchulz([])).toThrow(/list of rows/);
});
