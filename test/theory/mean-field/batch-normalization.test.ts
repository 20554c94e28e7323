import { describe, expect, test } from "vitest";
import { type ActivationInput, activation, activationNames } from "../../../src/activations";
import { random } from "../../../src/random/random";
import { batchNormalizationFactor } from "../../../src/theory/mean-field/batch-normalization";
import {
  dot,
  estimate,
  normalMatrix,
  normSquare,
  type Rows,
  times,
  timesTransposed,
} from "../../support/monte-carlo";

const transposed = (m: Rows): Rows => m[0].map((_, j) => m.map((row) => row[j]));
const meanOf = (x: readonly number[]): number => x.reduce((a, b) => a + b) / x.length;

/** rms δ below ÷ above, over layers of W, batch normalization and φ; every matrix is units × examples. */
function measuredFactor(
  name: ActivationInput,
  seed: number,
  [units, size, depth]: [number, number, number],
): number {
  const [draw, phi] = [random(seed, "batch"), activation(name)];
  let a = normalMatrix(draw, units, size, 1);
  const layers = Array.from({ length: depth }, () => {
    const w = normalMatrix(draw, units, units, 3 / units);
    const z = transposed(transposed(a).map((x) => times(w, x)));
    const scales = z.map((row) => Math.sqrt(normSquare(row.map((x) => x - meanOf(row))) / size));
    const normal = z.map((row, i) => row.map((x) => (x - meanOf(row)) / scales[i]));
    a = normal.map((row) => row.map(phi.f));
    return { w, scales, normal };
  });
  let delta = normalMatrix(draw, units, size, 1);
  const norms = layers.toReversed().map(({ w, scales, normal }) => {
    const slopes = delta.map((row, i) => row.map((d, j) => d * phi.derivative(normal[i][j])));
    const centred = slopes.map((row, i) => {
      const [mean, along] = [meanOf(row), dot(row, normal[i]) / size];
      return row.map((g, j) => (g - mean - normal[i][j] * along) / scales[i]);
    });
    delta = transposed(transposed(centred).map((d) => timesTransposed(w, d)));
    return Math.sqrt(delta.reduce((sum, row) => sum + normSquare(row), 0));
  });
  // The first layer's inputs are not yet what the normalization makes of them, nor is the first δ.
  return (norms.at(-2)! / norms[0]) ** (1 / (depth - 2));
}

describe("batchNormalizationFactor", () => {
  test("is √(π/(π − 1)) for ReLU and 1 for a linear net", () => {
    expect(batchNormalizationFactor()).toBeCloseTo(Math.sqrt(Math.PI / (Math.PI - 1)), 12);
    expect(batchNormalizationFactor("linear")).toBeCloseTo(1, 12);
  });

  test("is above 1 for every nonlinear activation (Gaussian Poincaré inequality)", () => {
    for (const name of activationNames) {
      if (name !== "linear") expect(batchNormalizationFactor(name)).toBeGreaterThan(1.005);
    }
  });

  test.each(["relu", "tanh"] as const)(
    "is what %s nets of width 96 and batch 96 show, to their own 1/n",
    (name) => {
      const factors = [1, 2, 3, 4].map((seed) => measuredFactor(name, seed, [96, 96, 5]));
      const { mean, error } = estimate(factors);
      expect(Math.abs(mean - batchNormalizationFactor(name))).toBeLessThan(4 * error + 1.5 / 96);
    },
  );
});
