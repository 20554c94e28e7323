import { describe, expect, it } from "vitest";
import { measuredFrom, standardized } from "../../../src/data/binary-table";
import { iris } from "../../../src/data/iris";
import { oRings } from "../../../src/data/o-rings";
import { likelihoodPaths } from "../../../src/theory/logistic/likelihood-paths";

describe("likelihoodPaths(data)", () => {
  const data = measuredFrom(oRings(), { origin: 55, unit: 10 });
  it("counts the steps of each until ℓ stays within 10⁻⁶ nats of its maximum", () => {
    const { newton, ascent, top, newtonSteps, ascentSteps } = likelihoodPaths(data, { steps: 2000 });
    // Dalal, Fowlkes & Hoadley 1989: the deviance −2ℓ is 20.3.
    expect(-2 * top).toBeCloseTo(20.315, 3);
    for (const [values, steps] of [
      [newton.path.map((step) => step.logLikelihood), newtonSteps],
      [ascent.logLikelihood, ascentSteps],
    ] as const) {
      expect(values[steps!]).toBeGreaterThan(top - 1e-6);
      expect(values[steps! - 1]).toBeLessThan(top - 1e-6);
    }
    expect(newtonSteps).toBeLessThan(ascentSteps!);
  });
  it("has no count for an ascent that does not arrive", () => {
    const { newtonSteps, ascentSteps } = likelihoodPaths(data, { steps: 20 });
    expect([typeof newtonSteps, ascentSteps]).toEqual(["number", undefined]);
  });
  it("has none at all, and the highest of the surface as its top, where ℓ has no maximum", () => {
    const { surface, top, newtonSteps, ascentSteps } = likelihoodPaths(standardized(iris("setosa")), { steps: 20 }); // prettier-ignore
    expect([newtonSteps, ascentSteps]).toEqual([undefined, undefined]);
    expect(surface.logLikelihood.flat().toSorted((a, b) => b - a)[0]).toBe(top);
  });
  it("says with its own name what it does not take", () => {
    expect(() => likelihoodPaths(data, { rate: -1 })).toThrow("likelihoodPaths rate must be");
    expect(() => likelihoodPaths({} as never)).toThrow("likelihoodPaths data");
  });
});
