import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { activationNames } from "../../../src/activations";
import { mlp } from "../../../src/architecture/net";
import { spirals } from "../../../src/data/spirals";
import { measure } from "../../../src/probes/measure";
import { gradientBound } from "../../../src/theory/backpropagation/gradient-bound";

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

  test("holds for whatever slopes training draws, also those steeper than 1", () => {
    const data = spirals({ points: 20, seed: 1 });
    for (let seed = 0; seed < 5; seed++) {
      const activation = { name: "rreluDivisor", lower: 0.1, upper: 8 } as const;
      const net = mlp({ inputs: 2, depth: 3, width: 6, outputs: 2, activation, seed });
      const { layers } = measure(net, data);
      const bounded = gradientBound(net, data);
      const start = layers.at(-1)!.deltaRms / bounded.at(-1)!.deltaRms;
      layers.forEach(({ deltaRms }, i) =>
        expect(deltaRms).toBeLessThanOrEqual(bounded[i].bound * start * (1 + 1e-5)),
      );
      // Twice (largest slope 10)·‖W‖₂ above the second hidden layer.
      expect(bounded[1].log10.bound - bounded[2].log10.bound).toBeGreaterThan(1);
    }
  });

  test("goes on by logarithms where float64 ends, as straight as before", () => {
    const init = { name: "lecunNormal", gain: 0.1 } as const;
    const net = mlp({ inputs: 2, depth: 230, width: 4, outputs: 2, activation: "sigmoid", init, seed: 1 });
    const sizes = gradientBound(net, spirals({ points: 4, seed: 1 })).map(({ deltaRms, log10 }) => ({
      deltaRms,
      size: log10.deltaRms,
    }));
    expect(sizes[0]).toMatchObject({ deltaRms: 0 });
    expect(sizes[0].size).toBeGreaterThan(-500);
    // Random factors around gain·¼: their mean over 60 layers, which float64 has lost, is that over 100 which it holds.
    const perLayer = (from: number, to: number): number => (sizes[to].size - sizes[from].size) / (to - from);
    expect(perLayer(0, 60)).toBeCloseTo(perLayer(100, 200), 0);
  });

  test("tells a listener its share of the work, rising to the end", () => {
    const shares: number[] = [];
    const net = mlp({ inputs: 2, depth: 9, width: 3, outputs: 2, seed: 1 });
    gradientBound(net, spirals({ points: 4, seed: 1 }), { onProgress: (share) => shares.push(share) });
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares[0]).toBe(0);
    expect(shares.at(-1)).toBeGreaterThan(0.9);
    expect(shares.at(-1)).toBeLessThanOrEqual(1);
  });
});
