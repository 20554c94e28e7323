import { describe, expect, test } from "vitest";
import { Matrix } from "ml-matrix";
import { logistic } from "../../../src/activations/logistic";
import { activation } from "../../../src/activations";
import { random } from "../../../src/random/random";
import { spectralNorm } from "../../../src/numerics/spectral-norm";
import { cellPath, forgetHalfLife, recurrentBound } from "../../../src/theory/through-time/recurrent";
import { normalMatrix, normalVector, times } from "../../support/monte-carlo";

describe("recurrentBound", () => {
  test.each(["tanh", "sigmoid", "relu"] as const)("holds for every random %s network and every k", (name) => {
    const phi = activation(name);
    for (const seed of [1, 2, 3, 4]) {
      const draw = random(seed, "rnn");
      const [units, steps] = [8, 12];
      const w = normalMatrix(draw, units, units, (seed * 1.5) / units);
      const bound = recurrentBound(name, { spectralNorm: spectralNorm(w.flat(), units, units), steps });
      const zs: number[][] = [];
      let h = normalVector(draw, units);
      for (let t = 0; t < steps; t++) {
        zs.push(times(w, h).map((z) => z + draw.normal()));
        h = zs.at(-1)!.map(phi.f);
      }
      let jacobian = Matrix.eye(units);
      for (let k = 1; k <= steps; k++) {
        jacobian = jacobian.mmul(Matrix.diag(zs[steps - k].map(phi.derivative)).mmul(new Matrix(w)));
        expect(spectralNorm(jacobian.to1DArray(), units, units)).toBeLessThanOrEqual(bound[k] * (1 + 1e-12));
      }
    }
  });

  test("is (γ‖W‖₂)ᵏ: γ = ¼ for the sigmoid, 1 for tanh", () => {
    expect(recurrentBound("sigmoid", { spectralNorm: 2, steps: 3 })).toEqual([1, 0.5, 0.25, 0.125]);
    expect(recurrentBound("tanh", { spectralNorm: 2, steps: 2 })).toEqual([1, 2, 4]);
    expect(() => recurrentBound("tanh", { spectralNorm: -1, steps: 2 })).toThrow(/from 0 up/);
  });
});

/** c_T of the cell c_t = f_t·c_{t−1} + u_t from c_t on. */
const cellFrom = (start: number, gates: readonly number[]): number =>
  gates.reduce((cell, gate, t) => gate * cell + Math.sin(t), start);

describe("cellPath", () => {
  test("is the derivative that differences of the cell's own recursion give", () => {
    const gates = [0.9, 0.3, 1, 0.75];
    const path = cellPath(gates);
    expect(path).toHaveLength(5);
    for (let t = 0; t <= 4; t++) {
      const rest = gates.slice(t);
      expect(path[t]).toBeCloseTo(cellFrom(1.5, rest) - cellFrom(0.5, rest), 13);
    }
  });
  test("is 1 without a forget gate, and refuses a gate beyond 1", () => {
    expect(cellPath([1, 1, 1])).toEqual([1, 1, 1, 1]);
    expect(cellPath([])).toEqual([1]);
    expect(() => cellPath([1.1])).toThrow(/forget gate/);
  });
});

describe("forgetHalfLife", () => {
  test("is where σ(b)ᵗ is one half", () => {
    for (const b of [-3, 0, 1, 5]) expect(logistic(b) ** forgetHalfLife(b)).toBeCloseTo(0.5, 12);
    expect(forgetHalfLife(0)).toBe(1);
    expect(forgetHalfLife(1)).toBeCloseTo(2.2127, 4);
  });
  test("keeps its digits where σ(b) rounds to 1, and does not overflow", () => {
    expect(forgetHalfLife(40) / (Math.LN2 * Math.exp(40))).toBeCloseTo(1, 12);
    expect(forgetHalfLife(-800)).toBeCloseTo(Math.LN2 / 800, 15);
  });
});
