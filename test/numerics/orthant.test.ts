import { expect, test } from "vitest";
import { negativeShare } from "../../src/numerics/orthant";
import { random } from "../../src/random/random";

const DRAWS = 20_000;
const matrix = (rows: number[][]): Float64Array => Float64Array.from(rows.flat());
/** Four standard errors of the share. */
const off = (share: number): number => 4 * Math.sqrt((share * (1 - share)) / DRAWS);

test.each([-0.9, 0, 0.3, 0.99])("two variables with correlation %d are both negative with probability ¼ + arcsin c/2π", (c) => {
  const exact = 0.25 + Math.asin(c) / (2 * Math.PI);
  const share = negativeShare(matrix([[1, c], [c, 1]]), 2, DRAWS, random(1, "pairs").normal); // prettier-ignore
  expect(Math.abs(share - exact)).toBeLessThan(off(exact));
}); // prettier-ignore

test("three variables are all negative with probability ⅛ + Σ arcsin c/4π (Sheppard)", () => {
  const [a, b, c] = [0.2, -0.4, 0.6];
  const exact = 1 / 8 + (Math.asin(a) + Math.asin(b) + Math.asin(c)) / (4 * Math.PI);
  const share = negativeShare(matrix([[1, a, b], [a, 1, c], [b, c, 1]]), 3, DRAWS, random(2, "three").normal); // prettier-ignore
  expect(Math.abs(share - exact)).toBeLessThan(off(exact));
});

test("variables that are sums of others count as such: opposite ones are never both negative, equal ones half of the time", () => {
  expect(negativeShare(matrix([[1, -1], [-1, 1]]), 2, 1000, random(3).normal)).toBe(0); // prettier-ignore
  const equal = Float64Array.from({ length: 100 }, () => 1);
  expect(Math.abs(negativeShare(equal, 10, DRAWS, random(4).normal) - 0.5)).toBeLessThan(off(0.5));
});
