import { Matrix, SingularValueDecomposition } from "ml-matrix";
import { describe, expect, test } from "vitest";
import { random } from "../../../src/random/random";
import { lyapunovSpectrum } from "../../../src/theory/random-matrices/lyapunov-spectrum";
import { normalMatrix } from "../../support/monte-carlo";

/** Euler's constant, to 1e-6: ψ(1) = −γ and ψ(½) = −γ − 2 ln 2. */
const EULER = 0.577216;

describe("lyapunovSpectrum", () => {
  test("of n = 32: λ₁ = −0.015788, and the second falls behind by 0.016389 ≈ 1/(2n) a factor", () => {
    const { directions, gap } = lyapunovSpectrum({ width: 32, depth: 1, seed: 1 });
    expect(directions[0].exponent).toBeCloseTo(-0.015788, 6);
    expect(gap).toBeCloseTo(0.016389, 6);
    expect(gap * 64).toBeCloseTo(1, 1);
    expect(directions.map(({ index }) => index)).toEqual(Array.from({ length: 32 }, (_, i) => i + 1));
  });

  test("has the closed forms of ψ at 1 and ½ for n = 2, and ψ′(½) = π²/2, ψ′(1) = π²/6", () => {
    const { directions, gap } = lyapunovSpectrum({ width: 2, depth: 4, seed: 1 });
    expect(directions[0].exponent).toBeCloseTo(-EULER / 2, 6);
    expect(directions[1].exponent).toBeCloseTo((-EULER - 2 * Math.LN2) / 2, 6);
    expect(gap).toBeCloseTo(Math.LN2, 10);
    expect(directions[0].deviation ** 2).toBeCloseTo(Math.PI ** 2 / 6 / 16, 10);
    expect(directions[1].deviation ** 2).toBeCloseTo(Math.PI ** 2 / 2 / 16, 10);
    expect(lyapunovSpectrum({ width: 1, depth: 1, seed: 1 }).gap).toBe(0);
  });

  test("of wide matrices: e^2λ is spread evenly over (0, 1] (Newman 1986)", () => {
    const { directions } = lyapunovSpectrum({ width: 200, depth: 1, seed: 1 });
    for (const { index, exponent } of directions.slice(0, 190))
      expect(Math.exp(2 * exponent)).toBeCloseTo(1 - index / 200, 1.7);
  });

  test.each([1, 2, 3])("measures it by QR within its standard deviations, seed %i", (seed) => {
    const { directions } = lyapunovSpectrum({ width: 16, depth: 400, seed });
    const off = directions.map(({ measured, exponent, deviation }) => (measured - exponent) / deviation);
    for (const z of off) expect(Math.abs(z)).toBeLessThan(4.5);
    // Independent, so Σz² is χ² with 16 degrees of freedom.
    const squares = off.reduce((sum, z) => sum + z * z, 0);
    expect(squares).toBeGreaterThan(2);
    expect(squares).toBeLessThan(50);
  });

  test("adds up to the logarithm of the determinant, and ranks singular values of the product", () => {
    const [n, depth] = [6, 40];
    const draw = random(5, "lyapunov");
    let product = Matrix.eye(n);
    let determinants = 0;
    for (let factor = 0; factor < depth; factor++) {
      const w = new Matrix(normalMatrix(draw, n, n, 1 / n));
      const values = new SingularValueDecomposition(w).diagonal;
      determinants += values.reduce((sum, s) => sum + Math.log(s), 0);
      product = w.mmul(product);
    }
    const { directions } = lyapunovSpectrum({ width: n, depth, seed: 5 });
    const sum = directions.reduce((total, { measured }) => total + measured, 0);
    expect(sum * depth).toBeCloseTo(determinants, 8);
    // The largest singular value and ln R₁₁ differ by a direction at the start, not by depth.
    const [largest] = new SingularValueDecomposition(product).diagonal;
    expect(Math.abs(Math.log(largest) - directions[0].measured * depth)).toBeLessThan(4);
  });

  test("is reproducible, and refuses what has no place", () => {
    const one = lyapunovSpectrum({ width: 3, depth: 2, seed: 7 });
    expect(lyapunovSpectrum({ width: 3, depth: 2, seed: 7 })).toEqual(one);
    expect(() => lyapunovSpectrum({ width: 0, depth: 2, seed: 7 })).toThrow("lyapunovSpectrum width");
    expect(() => lyapunovSpectrum({ width: 256, depth: 1000, seed: 7 })).toThrow("lyapunovSpectrum depth");
    expect(() => lyapunovSpectrum({ width: 3, depth: 2, seed: -1 })).toThrow("seed");
  });
});
