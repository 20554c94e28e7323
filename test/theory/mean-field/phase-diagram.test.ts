import { describe, expect, test } from "vitest";
import { mlp } from "../../../src/architecture/net";
import { spirals } from "../../../src/data/spirals";
import { lecunNormal } from "../../../src/initializers";
import { rms } from "../../../src/numerics/norm";
import { measure } from "../../../src/probes/measure";
import { chi1 } from "../../../src/theory/mean-field/mean-field";
import { meanField } from "../../../src/theory/mean-field/net-mean-field";
import { phaseDiagram } from "../../../src/theory/mean-field/phase-diagram";

const data = spirals({ points: 10, seed: 1 });
const options = { sigmaW: [0.5, 1.5, 3], sigmaB: [0, 0.5], depth: 4, widths: [6, 10], data, seed: 3 };

describe("phaseDiagram", () => {
  test("of ReLU is σ_w/√2 at every σ_b, with the line at √2", () => {
    const { map, line, points } = phaseDiagram("relu", options);
    for (const row of map.factor) row.forEach((factor, i) => expect(factor).toBeCloseTo(map.sigmaW[i] / Math.SQRT2, 12)); // prettier-ignore
    for (const { sigmaW } of line) expect(sigmaW).toBeCloseTo(Math.SQRT2, 12);
    for (const { sigmaW, factor } of points) expect(factor).toBeCloseTo(sigmaW / Math.SQRT2, 12);
  });

  test.each(["tanh", "sigmoid", "selu", "gelu"] as const)("of %s has on its map what chi1 says", (name) => {
    const { map } = phaseDiagram(name, { ...options, widths: [1], depth: 1 });
    for (const row of [0, 7, 24])
      for (const column of [0, 20, 48]) {
        const exact = Math.sqrt(chi1(name, { weights: map.sigmaW[column] ** 2, biases: map.sigmaB[row] ** 2 })); // prettier-ignore
        expect(map.factor[row][column] / exact).toBeCloseTo(1, 2);
      }
  });

  test("of erf has its line on the curve that closed forms give", () => {
    for (const { sigmaW, sigmaB } of phaseDiagram("erf", { ...options, widths: [1], depth: 1 }).line) {
      // χ₁ = 1 at q: σ_w² = (π/4)√(1 + 4q), and σ_b² is what is left of q.
      const q = ((sigmaW ** 2 * 4) / Math.PI) ** 2 / 4 - 1 / 4;
      expect(q - sigmaW ** 2 * (2 / Math.PI) * Math.asin((2 * q) / (1 + 2 * q))).toBeCloseTo(sigmaB ** 2, 6);
    }
  });

  test("has at each point, σ_w varying fastest, the profile that a net of each width is measured to have", () => {
    const { points, name } = phaseDiagram("tanh", options);
    expect(name).toBe("tanh");
    expect(points.map(({ sigmaW, sigmaB }) => [sigmaW, sigmaB])).toEqual([0, 0.5].flatMap((b) => [0.5, 1.5, 3].map((w) => [w, b]))); // prettier-ignore
    const { nets, log10DeltaRms: predicted } = points[4];
    nets.forEach(({ width, log10DeltaRms }, i) => {
      expect(width).toBe(options.widths[i]);
      const net = mlp({ inputs: 2, outputs: 2, depth: 4, width, activation: "tanh", init: lecunNormal({ gain: 1.5 }), biasVariance: 0.25, seed: 3 }); // prettier-ignore
      const { layers } = measure(net, data);
      layers.slice(0, 4).forEach(({ deltaRms }, l) => expect(log10DeltaRms[l]).toBeCloseTo(Math.log10(deltaRms / layers[3].deltaRms), 4)); // prettier-ignore
      const { layers: wide } = meanField(net, { inputMeanSquare: rms(data.inputs) ** 2 });
      wide.slice(0, 4).forEach(({ deltaRms }, l) => expect(predicted[l]).toBeCloseTo(Math.log10(deltaRms / wide[3].deltaRms), 9)); // prettier-ignore
      expect(log10DeltaRms).toHaveLength(4);
    });
  });

  test.each([
    [{ sigmaW: [1, 1] }, /sigmaW must be .* above 1/],
    [{ sigmaW: [0, 1] }, /sigmaW/],
    [{ sigmaB: [-1, 1] }, /sigmaB/],
    [{ widths: [] }, /widths/],
    [{ depth: 0 }, /depth/],
    [{ width: 3 }, /no such option|width/],
  ])("refuses %o", (other, message) =>
    expect(() => phaseDiagram("tanh", { ...options, ...other })).toThrow(message),
  );
});
