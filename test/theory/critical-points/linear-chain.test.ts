import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { linearChain } from "../../../src/theory/critical-points/linear-chain";

const weights = fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 1, maxLength: 6 });
const H = 1e-4;
const moved = (w: number[], i: number, by: number) => w.with(i, w[i] + by);

describe("linearChain", () => {
  const net = linearChain({ input: 1.5, target: -0.7 });

  test("has the gradient that central differences of its cost give", () => {
    fc.assert(
      fc.property(weights, (w) => {
        net.gradient(w).forEach((g, i) => {
          const slope = (net.cost(moved(w, i, H)) - net.cost(moved(w, i, -H))) / (2 * H);
          expect(Math.abs(g - slope)).toBeLessThan(1e-4 * Math.max(1, Math.abs(g)));
        });
      }),
    );
  });

  test("has the Hessian that central differences of its gradient give", () => {
    fc.assert(
      fc.property(weights, (w) => {
        net.hessian(w).forEach((row, i) =>
          row.forEach((h, j) => {
            const slope = (net.gradient(moved(w, j, H))[i] - net.gradient(moved(w, j, -H))[i]) / (2 * H);
            expect(Math.abs(h - slope)).toBeLessThan(1e-4 * Math.max(1, Math.abs(h)));
          }),
        );
      }),
    );
  });

  test("at two zeros has the Hessian eigenvalues ±|x·y·product of the others| and zeros", () => {
    const { values } = net.curvature([0, 2, 0, 3]);
    [-6.3, 0, 0, 6.3].forEach((value, i) => expect(values[i]).toBeCloseTo(value, 12));
  });

  test("has eigenvectors v with H·v = λ·v", () => {
    const w = [0.3, -1.2, 0.8];
    const { values, vectors } = net.curvature(w);
    vectors.forEach((v, k) =>
      net.hessian(w).forEach((row, i) => {
        expect(row.reduce((sum, h, j) => sum + h * v[j], 0)).toBeCloseTo(values[k] * v[i], 12);
      }),
    );
  });
});
