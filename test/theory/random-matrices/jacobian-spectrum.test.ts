import { Matrix, SingularValueDecomposition } from "ml-matrix";
import { describe, expect, test } from "vitest";
import { orthogonal, resolveInitializer } from "../../../src/initializers";
import { random, type Random } from "../../../src/random/random";
import { jacobianSpectrum } from "../../../src/theory/random-matrices/jacobian-spectrum";
import { meanSingularValue } from "../../../src/theory/random-matrices/mean-singular-value";
import { normalMatrix, normalVector, normSquare, standardErrorsOff, times } from "../../support/monte-carlo";

/** tr JJᵀ/n and tr (JJᵀ)²/n of a net's Jacobian at a random input. */
function traces(draw: Random, n: number, depth: number, relu: boolean): { first: number; second: number } {
  let jacobian = Matrix.eye(n);
  let x = normalVector(draw, n);
  for (let l = 0; l < depth; l++) {
    const w = normalMatrix(draw, n, n, (relu ? 2 : 1) / n);
    const z = times(w, x);
    const alive = z.map((value) => (!relu || value > 0 ? 1 : 0));
    x = z.map((value, i) => value * alive[i]);
    jacobian = Matrix.diag(alive).mmul(new Matrix(w)).mmul(jacobian);
  }
  const gram = jacobian.mmul(jacobian.transpose());
  return { first: gram.trace() / n, second: normSquare(gram.to1DArray()) / n };
}

describe("jacobianSpectrum", () => {
  test("of wide linear nets has spread L for Gaussian and 0 for orthogonal weights, of ReLU 2L and L", () => {
    const spread = (name: "linear" | "relu", ensemble: "gaussian" | "orthogonal"): number =>
      jacobianSpectrum(name, { weights: 2, depth: 7, ensemble }).relativeVariance;
    expect(spread("linear", "gaussian")).toBeCloseTo(7, 11);
    expect(spread("linear", "orthogonal")).toBeCloseTo(0, 11);
    expect(spread("relu", "gaussian")).toBeCloseTo(14, 11);
    expect(spread("relu", "orthogonal")).toBeCloseTo(7, 11);
  });

  test("of orthogonal erf nets follows from E φ′⁴ in closed form", () => {
    const q = 0.2;
    const { meanSquare, relativeVariance } = jacobianSpectrum("erf", {
      weights: 1,
      depth: 3,
      ensemble: "orthogonal",
      preactivationMeanSquare: q,
    });
    expect(meanSquare).toBeCloseTo((4 / Math.PI / Math.sqrt(1 + 4 * q)) ** 3, 12);
    expect(relativeVariance).toBeCloseTo(3 * ((1 + 4 * q) / Math.sqrt(1 + 8 * q) - 1), 11);
  });

  test.each([
    ["linear", 8, 3, 1],
    ["relu", 8, 2, 2],
    ["relu", 12, 3, 3],
  ] as const)(
    "of %s nets of width %i and depth %i is what random ones have, at finite width",
    (name, width, depth, seed) => {
      const draw = random(seed, "jacobians");
      const nets = Array.from({ length: 1500 }, () => traces(draw, width, depth, name === "relu"));
      const weights = name === "relu" ? 2 : 1;
      const { meanSquare, relativeVariance } = jacobianSpectrum(name, { weights, depth, width });
      expect(
        standardErrorsOff(
          nets.map(({ first }) => first),
          meanSquare,
        ),
      ).toBeLessThan(4);
      expect(
        standardErrorsOff(
          nets.map(({ second }) => second),
          1 + relativeVariance,
        ),
      ).toBeLessThan(4);
    },
  );

  test("at large finite width meets the wide formula", () => {
    const at = (width: number): number =>
      jacobianSpectrum("relu", { weights: 2, depth: 6, width }).relativeVariance;
    expect(at(1e7)).toBeCloseTo(12, 4);
    expect(at(50)).toBeGreaterThan(13);
  });

  test("of an orthogonal linear net: every singular value is 1 (Saxe et al. 2013)", () => {
    const sampler = resolveInitializer(orthogonal());
    let jacobian = Matrix.eye(20);
    for (let l = 0; l < 30; l++) {
      const w = Array.from(sampler.sample(random(1, l), 20, 20));
      jacobian = Matrix.from1DArray(20, 20, w).mmul(jacobian);
    }
    for (const s of new SingularValueDecomposition(jacobian).diagonal) expect(s).toBeCloseTo(1, 5);
  });

  test("adds up layers whose z differ, and leaves out the slopes of a linear output", () => {
    const shared = { weights: 1.3, ensemble: "orthogonal" } as const;
    const one = (q: number): ReturnType<typeof jacobianSpectrum> =>
      jacobianSpectrum("tanh", { ...shared, depth: 1, preactivationMeanSquare: q });
    const whole = jacobianSpectrum("tanh", { ...shared, depth: 2, preactivationMeanSquare: [0.3, 0.8] });
    expect(whole.relativeVariance).toBeCloseTo(one(0.3).relativeVariance + one(0.8).relativeVariance, 12);
    expect(whole.meanSquare).toBeCloseTo(one(0.3).meanSquare * one(0.8).meanSquare, 12);
    const ending = jacobianSpectrum("tanh", { ...shared, depth: 3, preactivationMeanSquare: [0.3, 0.8] });
    expect(ending.relativeVariance).toBeCloseTo(whole.relativeVariance, 12);
    expect(ending.meanSquare).toBeCloseTo(1.3 * whole.meanSquare, 12);
    const gaussian = { weights: 2, depth: 3, preactivationMeanSquare: [1, 1] };
    expect(jacobianSpectrum("relu", gaussian).relativeVariance).toBeCloseTo(2 * 2 + 1, 10);
    expect(jacobianSpectrum("tanh", { weights: 1, depth: 1, preactivationMeanSquare: [] }).meanSquare).toBe(
      1,
    );
    expect(() => jacobianSpectrum("relu", { ...gaussian, preactivationMeanSquare: [1] })).toThrow(
      /each of 3/,
    );
  });

  test("refuses a finite width of orthogonal weights", () => {
    const options = { weights: 1, depth: 1, width: 5, ensemble: "orthogonal" } as const;
    expect(() => jacobianSpectrum("relu", options)).toThrow(/must be Infinity/);
  });
});

describe("meanSingularValue", () => {
  test("is 8/(3π) for a square Glorot layer, that over √3 for variance 1/(3n)", () => {
    expect(meanSingularValue({ fanIn: 64, fanOut: 64 })).toBeCloseTo(8 / (3 * Math.PI), 13);
    const smaller = meanSingularValue({ fanIn: 64, fanOut: 64, weightVariance: 1 / 192 });
    expect(smaller).toBeCloseTo(8 / (3 * Math.PI) / Math.sqrt(3), 13);
  });

  test("tends to √(Var(W)·max) for a very flat layer, and does not care which side is which", () => {
    expect(meanSingularValue({ fanIn: 1, fanOut: 1e8, weightVariance: 1e-8 })).toBeCloseTo(1, 7);
    const [a, b] = [
      meanSingularValue({ fanIn: 30, fanOut: 70 }),
      meanSingularValue({ fanIn: 70, fanOut: 30 }),
    ];
    expect(a).toBe(b);
  });

  test.each([
    [80, 80],
    [40, 100],
    [70, 71],
  ])("is what random %i × %i layers have", (rows, columns) => {
    const seeds = [1, 2, 3, 4];
    const means = seeds.map((seed) => {
      const w = new Matrix(normalMatrix(random(seed, rows), rows, columns, 2 / (rows + columns)));
      const values = new SingularValueDecomposition(w, { autoTranspose: true }).diagonal;
      return values.reduce((a, b) => a + b) / values.length;
    });
    const mean = means.reduce((a, b) => a + b) / seeds.length;
    // By the Gaussian Poincaré inequality, since Σ s is √min-Lipschitz in ‖W‖.
    const error = Math.sqrt(2 / (rows + columns) / Math.min(rows, columns) / seeds.length);
    expect(Math.abs(mean - meanSingularValue({ fanIn: rows, fanOut: columns }))).toBeLessThan(4 * error);
  });
});
