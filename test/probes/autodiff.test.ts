import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { activationNames } from "../../src/activations";
import { mlp } from "../../src/architecture/net";
import { backend } from "../../src/backend/backend";
import { spirals } from "../../src/data/spirals";
import { autodiff } from "../../src/probes/autodiff";
import { backpropagation } from "../../src/theory/backpropagation";

const norm = (values: ArrayLike<number>): number => Math.hypot(...Array.from(values));
const distance = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  norm(Array.from(a, (x, i) => x - b[i]));

/** float32 rounds z before φ does anything: where the gradient itself is tiny, that error is absolute. */
const tolerance = (size: number): number => 1e-5 * size + 1e-7;

describe("autodiff", () => {
  const data = spirals({ points: 20, seed: 1 });

  test("agrees with backpropagation in float64, over random nets", () => {
    const nets = fc.record({
      depth: fc.integer({ min: 0, max: 5 }),
      width: fc.integer({ min: 1, max: 8 }),
      outputs: fc.integer({ min: 1, max: 2 }),
      activation: fc.constantFrom(...activationNames),
      seed: fc.integer({ min: 0, max: 1e6 }),
    });
    fc.assert(
      fc.property(nets, (options) => {
        const net = mlp({ ...options, inputs: 2, init: "lecunNormal", biasVariance: 0.1 });
        const exact = backpropagation(net, data).layers;
        autodiff(net, data).forEach(({ weights, biases }, l) => {
          const { weightGradient, biasGradient } = exact[l];
          expect(distance(weights, weightGradient)).toBeLessThan(tolerance(norm(weightGradient)));
          expect(distance(biases, biasGradient)).toBeLessThan(tolerance(norm(biasGradient)));
        });
      }),
      { numRuns: 40, seed: 1 },
    );
  });

  test("leaves no tensor behind", () => {
    const net = mlp({ inputs: 2, depth: 3, width: 4, outputs: 2, activation: "prelu", seed: 1 });
    autodiff(net, data);
    const before = backend().tf.memory().numTensors;
    autodiff(net, data);
    expect(backend().tf.memory().numTensors).toBe(before);
  });
});
