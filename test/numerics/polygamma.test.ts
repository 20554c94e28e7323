import oracleDigamma from "@stdlib/math-base-special-digamma";
import oracleTrigamma from "@stdlib/math-base-special-trigamma";
import { expect, test } from "vitest";
import { digamma, trigamma } from "../../src/numerics/polygamma";

const points = [...Array.from({ length: 200 }, (_, i) => (i + 1) / 8), 50, 500.5, 1e4, 1e9];

test("ψ and ψ′ are those of an independent implementation, and of closed forms", () => {
  for (const x of points) {
    expect(Math.abs(digamma(x) - oracleDigamma(x))).toBeLessThan(2e-15 * Math.max(1, Math.abs(oracleDigamma(x)) * 2)); // prettier-ignore
    expect(Math.abs(trigamma(x) / oracleTrigamma(x) - 1)).toBeLessThan(2e-15);
  }
  expect(digamma(1)).toBeCloseTo(-0.5772156649015329, 14);
  expect(trigamma(0.5)).toBeCloseTo(Math.PI ** 2 / 2, 14);
});
