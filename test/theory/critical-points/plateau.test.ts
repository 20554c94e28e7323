import { describe, expect, test } from "vitest";
import { newtonStep } from "../../../src/theory/critical-points/newton-step";
import { sigmoidPlateau } from "../../../src/theory/critical-points/plateau";

const plateau = sigmoidPlateau();

describe("sigmoidPlateau", () => {
  test("has slope and curvature as central differences give them", () => {
    for (const w of [-3, -0.5, 0, 1, 4]) {
      const h = 1e-4;
      const slope = (plateau.cost([w + h]) - plateau.cost([w - h])) / (2 * h);
      const curvature = (plateau.gradient([w + h])[0] - plateau.gradient([w - h])[0]) / (2 * h);
      expect(plateau.gradient([w])[0]).toBeCloseTo(slope, 8);
      expect(plateau.curvature([w]).values[0]).toBeCloseTo(curvature, 8);
    }
  });

  test("has a slope above 0 far out, where 1 − σ(w) has long rounded to 0", () => {
    expect(plateau.gradient([60])[0]).toBeCloseTo(Math.exp(-60), 40);
    expect(plateau.gradient([-60])[0]).toBeGreaterThan(0);
  });

  test("keeps the Newton-type step 1/|2 − 3σ(w)|: ½ far to the left, 1 far to the right", () => {
    expect(newtonStep(plateau, [-40])).toBeCloseTo(1 / 2, 12);
    expect(newtonStep(plateau, [40])).toBeCloseTo(1, 12);
  });
});
