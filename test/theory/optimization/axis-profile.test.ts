import { expect, test } from "vitest";
import { sgd } from "../../../src/optimizers";
import { axisProfiles } from "../../../src/theory/optimization/axis-profile";
import { descent } from "../../../src/theory/optimization/descent";
import { quadratic } from "../../../src/theory/optimization/quadratic";

test("axisProfiles measures |gᵢ| = λᵢ·|uᵢ| on every step, as the closed form predicts, however the valley is turned", () => {
  const valley = quadratic({ angle: 25 });
  const path = descent(valley, sgd(0.3), { start: [2, -1], steps: 50 });
  for (const { curvature, distance, gradient, predictedDistance, predictedGradient } of axisProfiles(
    valley,
    path,
  )) {
    expect(distance).toHaveLength(51);
    distance.forEach((d, k) => {
      expect(gradient[k]).toBeCloseTo(curvature * d, 12);
      expect(d).toBeCloseTo(predictedDistance[k], 12);
      expect(gradient[k]).toBeCloseTo(predictedGradient[k], 12);
    });
  }
});

test("says what is left of each distance, and how far closed form and measurement differ", () => {
  const valley = quadratic();
  const path = descent(valley, sgd(0.5), { start: [0, 1], steps: 3 });
  const [none, some] = axisProfiles(valley, path);
  expect(none.left).toBeNaN();
  // λ = 2 along the steep axis, so that a step at rate ½ arrives.
  expect(some.left).toBe(0);
  const gentle = axisProfiles(valley, descent(valley, sgd(0.1), { start: [1, 1], steps: 3 }));
  expect(gentle[1].left).toBeCloseTo(0.8 ** 3, 12);
  for (const { disagreement } of gentle) expect(disagreement).toBeLessThan(1e-12);
  const [, bent] = axisProfiles(valley, { ...path, points: [[0, 1], [0, 0.1], [0, 0.1], [0, 0.1]], optimizer: sgd(0.45) }); // prettier-ignore
  // The closed form says 0.1, 0.01 and 0.001: the last measurement is a hundred times as large.
  expect(bent.disagreement).toBeCloseTo(99, 9);
});
