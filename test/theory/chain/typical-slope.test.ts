import { describe, expect, it } from "vitest";
import { activationNames } from "../../../src/activations";
import { typicalSlope } from "../../../src/theory/chain/typical-slope";

describe("typicalSlope(activation)", () => {
  it("is 0.0448 for the sigmoid at variance 1, where the bound gives 0.0625", () => {
    const { at, boundSquare } = typicalSlope("sigmoid");
    expect(at.meanSquare).toBeCloseTo(0.0448, 4);
    expect(boundSquare).toBe(0.0625);
  });
  it("agrees with an average over a fine grid of quantiles", () => {
    // Trapezoidal rule on [−10, 10]: exact to rounding for a smooth integrand.
    let sum = 0;
    for (let z = -10; z <= 10; z += 0.01) {
      const s = 1 / (1 + Math.exp(-z));
      sum += (0.01 * (s * (1 - s)) ** 2 * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI);
    }
    expect(typicalSlope("sigmoid").at.meanSquare).toBeCloseTo(sum, 10);
  });
  it("is ½ for ReLU at every variance", () => {
    for (const { meanSquare } of typicalSlope("relu").curve) expect(meanSquare).toBeCloseTo(0.5, 10);
  });
  it("never exceeds the square of the bound", () => {
    for (const name of activationNames) {
      const { curve, boundSquare } = typicalSlope(name, { variance: 2 });
      for (const { meanSquare } of curve) expect(meanSquare).toBeLessThanOrEqual(boundSquare * (1 + 1e-12));
    }
  });
});
