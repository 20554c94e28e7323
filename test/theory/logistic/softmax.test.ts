import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { activation } from "../../../src/activations";
import { centralDifferences } from "../../../src/numerics/finite-differences";
import { softmaxJacobian, softmaxSweep } from "../../../src/theory/logistic/softmax";

describe("softmaxJacobian(logits)", () => {
  test("is 2σ′(t) at the logits (t, 0): at most ½, at t = 0", () => {
    const { derivative } = activation("sigmoid");
    for (const t of [-30, -3, -0.1, 0, 0.5, 4, 20]) {
      const { spectralNorm, trace, probabilities } = softmaxJacobian([t, 0]);
      expect(spectralNorm / (2 * derivative(t))).toBeCloseTo(1, 10);
      expect(trace / (2 * probabilities[0] * probabilities[1])).toBeCloseTo(1, 12);
    }
    expect(softmaxJacobian([0, 0]).spectralNorm).toBeCloseTo(1 / 2, 14);
  });

  test("never exceeds ½, and its trace is 1 − Σp², whatever the logits", () => {
    const logits = fc.array(fc.double({ min: -50, max: 50, noNaN: true }), { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(logits, (z) => {
        const { spectralNorm, trace, probabilities } = softmaxJacobian(z);
        expect(spectralNorm).toBeLessThanOrEqual(0.5 + 1e-14);
        expect(trace).toBeCloseTo(1 - probabilities.reduce((sum, p) => sum + p * p, 0), 13);
        expect(probabilities.reduce((sum, p) => sum + p)).toBeCloseTo(1, 13);
      }),
      { seed: 1 },
    );
  });

  test("bounds what any small change of the logits does, and is reached along the eigenvector (1, −1)", () => {
    const z = [0.3, -1.1];
    const moved = (s: number): number => softmaxJacobian([z[0] + s, z[1] - s]).probabilities[0];
    const [slope] = centralDifferences(([s]) => moved(s), [0]);
    // p and 1 − p both change by the slope, and the logits by √2.
    expect(Math.abs(slope)).toBeCloseTo(softmaxJacobian(z).spectralNorm, 9);
  });
});

test("softmaxSweep is p(1 − p)(1 + 1/k) for one logit above k others", () => {
  for (const keys of [2, 5, 100]) {
    const { spectralNorms, logits } = softmaxSweep({ keys, logits: [0, 0.5, 3, 8] });
    logits.forEach((t, i) => {
      const p = Math.exp(t) / (Math.exp(t) + keys - 1);
      expect(spectralNorms[i] / (p * (1 - p) * (1 + 1 / (keys - 1)))).toBeCloseTo(1, 9);
    });
  }
  expect(() => softmaxSweep({ keys: 1 })).toThrow("softmaxSweep keys must be a whole number from 2 to 200");
});
