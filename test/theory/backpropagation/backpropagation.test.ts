import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { activationNames } from "../../../src/activations";
import { type Net, mlp } from "../../../src/architecture/net";
import { random } from "../../../src/random/random";
import { backpropagation } from "../../../src/theory/backpropagation/backpropagation";
import { chain } from "../../../src/theory/chain/chain";
import { centralDifferences } from "../../../src/numerics/finite-differences";
import { randomAnswers, withEndings } from "../../support/endings";
import { type Examples, forward } from "../../../src/theory/backpropagation/forward";

const architectures = withEndings(
  fc.record({
    inputs: fc.integer({ min: 1, max: 3 }),
    depth: fc.integer({ min: 0, max: 4 }),
    width: fc.integer({ min: 1, max: 4 }),
    outputs: fc.integer({ min: 1, max: 3 }),
    activation: fc.constantFrom(...activationNames),
    bias: fc.boolean(),
    seed: fc.integer({ min: 0, max: 1e6 }),
  }),
);

function examples({ description }: Net, size = 4): Examples {
  const stream = random(description.seed, "examples");
  const inputs = Array.from({ length: size * description.inputs }, () => stream.normal());
  return { inputs, ...randomAnswers(description, size, stream, description.seed % 3 > 0) };
}

/** Whether every z is far enough from the kinks for a difference quotient. */
function smooth(net: Net, data: Examples): boolean {
  return forward(net, data).layers.every(({ preactivation }, i) =>
    net.layers[i].activation.kinks.every((kink) => preactivation.every((z) => Math.abs(z - kink) > 1e-3)),
  );
}

function differences(net: Net, data: Examples, part: "weights" | "biases" | "slope"): number[][] {
  return net.parameters.map((layer, l) => {
    const values = layer[part];
    if (!values) return [];
    return centralDifferences((changed) => {
      const parameters = net.parameters.map((other, i) => (i === l ? { ...other, [part]: changed } : other));
      return forward({ description: net.description, parameters }, data).loss;
    }, values);
  });
}

const near = (found: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void => {
  expect(found.length).toBe(expected.length);
  Array.from(found).forEach((value, i) => expect(Math.abs(value - expected[i])).toBeLessThan(tolerance));
};

describe("backpropagation", () => {
  test("has the gradient that finite differences find, over random nets", () => {
    fc.assert(
      fc.property(architectures, (options) => {
        const net = mlp({ ...options, init: "lecunNormal", ...(options.bias ? { biasVariance: 0.5 } : {}) });
        const data = examples(net);
        fc.pre(smooth(net, data));
        const { layers, loss } = backpropagation(net, data);
        const tolerance = 1e-7 * (1 + loss);
        differences(net, data, "weights").forEach((d, l) => near(layers[l].weightGradient, d, tolerance));
        differences(net, data, "slope").forEach((d, l) => near(layers[l].slopeGradient ?? [], d, tolerance));
        if (options.bias)
          differences(net, data, "biases").forEach((d, l) => near(layers[l].biasGradient, d, tolerance));
      }),
      { numRuns: 150 },
    );
  });

  test("gives every unit's own slope its gradient", () => {
    const net = mlp({ inputs: 2, depth: 2, width: 3, outputs: 2, activation: { name: "prelu", initial: 0.3, per: "unit" }, seed: 4 }); // prettier-ignore
    const data = examples(net, 5);
    const { layers } = backpropagation(net, data);
    differences(net, data, "slope").forEach((d, l) => near(layers[l].slopeGradient ?? [], d, 1e-8));
    expect(layers[0].slopeGradient).toHaveLength(3);
  });

  test("is the chain when every layer has one neuron", () => {
    const net = mlp({
      inputs: 1,
      depth: 6,
      width: 1,
      outputs: 1,
      activation: "tanh",
      biasVariance: 1,
      seed: 3,
    });
    const { layers, loss } = backpropagation(net, { inputs: [0.8], labels: [0] });
    const weights = net.parameters.map((p) => p.weights[0]);
    const biases = net.parameters.map((p) => p.biases[0]);
    const line = chain({ weights, biases, activation: "tanh", input: 0.8, label: 0 });
    expect(loss).toBeCloseTo(line.loss, 14);
    line.neurons.forEach(({ gradient }, l) =>
      expect(layers[l].weightGradient[0] / gradient).toBeCloseTo(1, 12),
    );
  });

  test("refuses what it does not compute, and data that does not fit", () => {
    const net = mlp({ inputs: 2, depth: 1, width: 2, outputs: 2, normalization: "layer", seed: 1 });
    expect(() => backpropagation(net, { inputs: [1, 2], labels: [0] })).toThrow(/no normalization/);
    const plain = mlp({ inputs: 2, depth: 1, width: 2, outputs: 2, seed: 1 });
    expect(() => backpropagation(plain, { inputs: [1, 2, 3], labels: [0] })).toThrow(
      /one answer per example/,
    );
  });
});
