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
