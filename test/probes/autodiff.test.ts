import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { activation, activationNames } from "../../src/activations";
import { mlp } from "../../src/architecture/net";
import { backend } from "../../src/backend/backend";
import { fromArrays } from "../../src/data/from-arrays";
import { spirals } from "../../src/data/spirals";
import { autodiff } from "../../src/probes/autodiff";
import { backpropagation } from "../../src/theory/backpropagation/backpropagation";

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

  test("takes a subgradient at every kink, and 0 for ReLU at 0", () => {
    const one = fromArrays({ inputs: [[1]], labels: [1] });
    for (const name of activationNames) {
      const { kinks, derivative } = activation(name);
      for (const kink of kinks) {
        const net = mlp({ inputs: 1, depth: 1, width: 1, outputs: 1, activation: name, seed: 1 });
        net.parameters[0].weights.set([0]);
        net.parameters[0].biases.set([kink]);
        const above = backpropagation(net, one).layers[1].delta[0] * net.parameters[1].weights[0];
        const slope = autodiff(net, one)[0].biases[0] / above;
        const sides = [derivative(kink - 1e-9), derivative(kink + 1e-9)];
        expect(slope).toBeGreaterThan(Math.min(...sides) - 1e-6);
        expect(slope).toBeLessThan(Math.max(...sides) + 1e-6);
        if (name === "relu") expect(Math.abs(slope)).toBe(0);
      }
    }
    expect(activation("relu").derivative(0)).toBe(0);
  });

  test("leaves no tensor behind", () => {
    const net = mlp({ inputs: 2, depth: 3, width: 4, outputs: 2, activation: "prelu", seed: 1 });
    autodiff(net, data);
    const before = backend().tf.memory().numTensors;
    autodiff(net, data);
    expect(backend().tf.memory().numTensors).toBe(before);
  });
});
