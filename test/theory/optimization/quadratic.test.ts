import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { quadratic } from "../../../src/theory/optimization/quadratic";

const number = fc.double({ min: -10, max: 10, noNaN: true });
const coefficient = fc.double({ min: 1e-3, max: 10, noNaN: true });
const angle = fc.integer({ min: -360, max: 360 });

describe("quadratic", () => {
  test("has by default the cost 0.001·w₁² + w₂²", () => {
    expect(quadratic().cost([3, 2])).toBeCloseTo(0.001 * 9 + 4, 14);
    expect(quadratic().curvatures).toEqual([0.002, 2]);
  });

  test("has the gradient that central differences of its cost give", () => {
    fc.assert(
      fc.property(coefficient, coefficient, angle, number, number, (a, b, turn, x, y) => {
        const valley = quadratic({ coefficients: [a, b], angle: turn, minimum: [1, -2] });
        const h = 1e-4;
        const slope = [
          (valley.cost([x + h, y]) - valley.cost([x - h, y])) / (2 * h),
          (valley.cost([x, y + h]) - valley.cost([x, y - h])) / (2 * h),
        ];
        valley.gradient([x, y]).forEach((g, i) => expect(g).toBeCloseTo(slope[i], 5));
      }),
    );
  });

  test("has |gᵢ| = λᵢ·|uᵢ| along its own axes", () => {
    fc.assert(
      fc.property(coefficient, coefficient, angle, number, number, (a, b, turn, x, y) => {
        const valley = quadratic({ coefficients: [a, b], angle: turn });
        const g = valley.gradient([x, y]);
        valley.axes.forEach((axis, i) => {
          const along = axis[0] * g[0] + axis[1] * g[1];
          expect(along).toBeCloseTo(valley.curvatures[i] * valley.coordinates([x, y])[i], 9);
        });
      }),
    );
  });

  test("turned by an angle is the same valley in turned coordinates", () => {
    const turned = quadratic({ coefficients: [0.1, 3], angle: 30 });
    expect(turned.cost(turned.at([2, 0.5]))).toBeCloseTo(0.1 * 4 + 3 * 0.25, 12);
    expect(turned.coordinates(turned.at([2, 0.5]))[0]).toBeCloseTo(2, 12);
  });

  test("turned by 90° exchanges the weights without rounding", () => {
    expect(quadratic({ angle: 90 }).cost([2, 3])).toBe(quadratic().cost([3, -2]));
  });

  test("gives its curvatures in ascending order with their own axes", () => {
    const { values, vectors } = quadratic({ coefficients: [5, 1] }).curvature([0, 0]);
    expect(values).toEqual([2, 10]);
    expect(vectors.map((v) => v.map(Math.abs))).toEqual([
      [0, 1],
      [1, 0],
    ]);
  });

  test("refuses a coefficient that is not above 0, and a misspelt option", () => {
    expect(() => quadratic({ coefficients: [0, 1] })).toThrow(/quadratic coefficient must be .* above 0/);
    expect(() => quadratic({ coefficients: [1] })).toThrow(/must be two numbers/);
    expect(() => quadratic({ angel: 3 } as object)).toThrow(/coefficients, angle, minimum/);
  });
});
