import { expect, test } from "vitest";
import { memoryCurse } from "../../../src/theory/through-time/memory-curse";

const LAMBDAS = [0.2, 0.9, 0.99, 0.999];

/** E of a square of Σ_k c_k x_{t−k} with independent standard normal x: the sum of all c_k². */
const sumOfSquares = (coefficient: (k: number) => number): number => {
  let sum = 0;
  for (let k = 0; k < 60_000; k++) sum += coefficient(k) ** 2;
  return sum;
};

test("closed forms are the sums of squares of what differences in λ and ν give, term by term", () => {
  const [plain, scaled, reparametrized] = memoryCurse({ lambdas: LAMBDAS, steps: 1, seed: 1 });
  LAMBDAS.forEach((lambda, i) => {
    const step = 1e-4 * (1 - lambda);
    const factor = (l: number): number => Math.sqrt(1 - l * l);
    const ownPlain = sumOfSquares((k) => ((lambda + step) ** k - (lambda - step) ** k) / (2 * step));
    const own = (l: number, k: number): number => factor(l) * l ** k;
    const ownScaled = sumOfSquares((k) => (own(lambda + step, k) - own(lambda - step, k)) / (2 * step));
    const nu = Math.log(-Math.log(lambda));
    const at = (v: number): number => Math.exp(-Math.exp(v));
    const ownNu = sumOfSquares((k) => (own(at(nu + 1e-4), k) - own(at(nu - 1e-4), k)) / 2e-4);
    expect(plain.expected[i] / ownPlain).toBeCloseTo(1, 4);
    expect(scaled.expected[i] / ownScaled).toBeCloseTo(1, 4);
    expect(reparametrized.expected[i] / ownNu).toBeCloseTo(1, 4);
  });
});

test("263.9 at λ = 0.9 and 2.51·10⁵ at 0.99; in ν never above ¼", () => {
  const [plain, , nu] = memoryCurse({ lambdas: LAMBDAS, steps: 1, seed: 1 });
  expect(plain.expected[1]).toBeCloseTo(263.9, 1);
  expect(plain.expected[2] / 2.51e5).toBeCloseTo(1, 2);
  for (const value of nu.expected) expect(value).toBeLessThan(0.25);
  expect(nu.expected.at(-1)!).toBeGreaterThan(0.2499);
});

test("a long sequence measures them, within what its length allows", () => {
  const steps = 100_000;
  for (const { expected, measured } of memoryCurse({ lambdas: [0.5, 0.9, 0.98], steps, seed: 2 }))
    expected.forEach((value, i) => {
      // A square of a normal number has a relative spread of √2, and about steps·(1 − λ)/4 looks are independent.
      const error = Math.SQRT2 / Math.sqrt((steps * (1 - [0.5, 0.9, 0.98][i])) / 4);
      expect(Math.abs(measured[i] / value - 1)).toBeLessThan(4 * error);
    });
});

test("λ of 1 and beyond is refused: its sums have no end", () => {
  expect(() => memoryCurse({ lambdas: [1], seed: 1 })).toThrow(/to 0\.999/);
});
