import { describe, expect, test } from "vitest";
import { examine } from "../../../src/theory/critical-points/examine";
import { linearChain } from "../../../src/theory/critical-points/linear-chain";
import { sigmoidPlateau } from "../../../src/theory/critical-points/plateau";
import { quadratic } from "../../../src/theory/optimization/quadratic";

const chain = linearChain();
const kind = (w: number[]) => examine(chain, w).kind;

describe("examine", () => {
  test("finds the zeros of the linear chain: one is not critical, two a strict saddle, three degenerate", () => {
    expect(kind([0, 1, 1, 1])).toBe("not critical");
    expect(kind([0, 0, 1, 1])).toBe("strict saddle");
    expect(kind([0, 0, 0, 1])).toBe("degenerate");
    expect(kind([0, 0, 0, 0])).toBe("degenerate");
  });

  test("finds the minima of the chain, flat valley and all", () => {
    expect(kind([2, 0.5])).toBe("minimum");
    expect(examine(chain, [2, 0.5, 1]).eigenvalues.slice(0, 2)).toEqual([0, 0]);
  });

  test("tells a plateau, where the Newton-type step stays long, from a minimum with the same small gradient", () => {
    expect(examine(sigmoidPlateau(), [-8]).kind).toBe("plateau");
    expect(examine(sigmoidPlateau(), [8]).kind).toBe("plateau");
    expect(examine(quadratic({ coefficients: [1, 1] }), [1e-6, 0]).kind).toBe("minimum");
  });

  test("calls a far point of a flat valley a plateau, not a minimum", () => {
    expect(examine(quadratic({ coefficients: [1e-5, 1] }), [5, 0]).kind).toBe("plateau");
  });

  test("cuts along the extreme eigenvectors; the parabola agrees to third order at the point", () => {
    const { slices } = examine(chain, [0.2, 0.1, 1], { reach: 1e-3 });
    for (const { cost, parabola } of slices) {
      cost.forEach((value, i) => expect(Math.abs(value - parabola[i])).toBeLessThan(1e-8));
    }
    expect(slices).toHaveLength(2);
  });

  test("cuts along the diagonal where the Hessian is 0 and its eigenvectors are arbitrary", () => {
    const { slices } = examine(chain, [0, 0, 0], { reach: Math.sqrt(3) });
    expect(slices).toHaveLength(1);
    expect(slices[0].cost.at(-1)).toBeCloseTo(0, 12);
    expect(slices[0].cost[0]).toBeCloseTo(2, 12);
  });
});
