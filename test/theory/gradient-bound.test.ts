import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { activationNames } from "../../src/activations";
import { mlp } from "../../src/architecture/net";
import { spirals } from "../../src/data/spirals";
import { gradientBound } from "../../src/theory/gradient-bound";

describe("gradientBound", () => {
  test("is never exceeded, for any activation, depth, width and weight scale", () => {
    const nets = fc.record({
      depth: fc.integer({ min: 0, max: 12 }),
      width: fc.integer({ min: 1, max: 9 }),
      outputs: fc.integer({ min: 1, max: 3 }),
      activation: fc.constantFrom(...activationNames),
      gain: fc.double({ min: 0.1, max: 5, noNaN: true }),
      seed: fc.integer({ min: 0, max: 1e6 }),
    });
    const data = spirals({ points: 10, seed: 1 });
    fc.assert(
      fc.property(nets, ({ gain, ...options }) => {
        const net = mlp({ ...options, inputs: 2, init: { name: "lecunNormal", gain }, biasVariance: 0.3 });
        for (const { deltaRms, bound } of gradientBound(net, data)) {
          expect(deltaRms).toBeLessThanOrEqual(bound * (1 + 1e-10));
        }
      }),
    );
  });

  test("is reached by a linear net of orthogonal square matrices", () => {
    const net = mlp({
      inputs: 2,
      depth: 5,
      width: 2,
      outputs: 2,
      activation: "linear",
      init: "orthogonal",
      seed: 1,
    });
    for (const { deltaRms, bound } of gradientBound(net, spirals({ points: 10, seed: 1 }))) {
      expect(deltaRms / bound).toBeCloseTo(1, 6);
    }
  });

  test("sees gradients that float32 has lost", () => {
    const net = mlp({ inputs: 2, depth: 120, width: 4, outputs: 2, activation: "sigmoid", seed: 1 });
    const [first] = gradientBound(net, spirals({ points: 4, seed: 1 }));
    expect(first.deltaRms).toBeGreaterThan(0);
    expect(first.deltaRms).toBeLessThan(1e-50);
  });
});
