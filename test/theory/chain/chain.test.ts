import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { activation, activationNames } from "../../../src/activations";
import { chain } from "../../../src/theory/chain/chain";
import { centralDifferences } from "../../../src/numerics/finite-differences";

// Thousandths: products of arbitrary doubles would leave float64's normal range.
const size = fc.integer({ min: -2000, max: 2000 }).map((n) => n / 1000);
const links = fc.array(fc.record({ weight: size, bias: size }), { minLength: 1, maxLength: 12 });
const chains = fc
  .record({
    links,
    input: size,
    label: fc.constantFrom(0, 1),
    activation: fc.constantFrom(...activationNames),
  })
  .map(({ links: all, ...rest }) => ({
    ...rest,
    weights: all.map(({ weight }) => weight),
    biases: all.map(({ bias }) => bias),
  }));

/** Whether every z is far enough from the kinks for a difference quotient. */
function smooth(options: Parameters<typeof chain>[0]): boolean {
  const { kinks } = activation(options.activation!);
  return chain(options).neurons.every(({ z }) => kinks.every((kink) => Math.abs(z - kink) > 1e-3));
}

describe("chain", () => {
  test("has the gradient that finite differences find, for every activation", () => {
    fc.assert(
      fc.property(chains, (options) => {
        fc.pre(smooth(options));
        const { neurons, loss } = chain(options);
        const differences = centralDifferences(
          (weights) => chain({ ...options, weights }).loss,
          options.weights,
        );
        const tolerance = 1e-7 * (1 + loss + Math.max(...neurons.map(({ gradient }) => Math.abs(gradient))));
        neurons.forEach(({ gradient }, i) =>
          expect(Math.abs(gradient - differences[i])).toBeLessThan(tolerance),
        );
      }),
    );
  });

  test("is the unrolled product of weights above and slopes below the output", () => {
    fc.assert(
      fc.property(chains, (options) => {
        const { neurons } = chain(options);
        const last = neurons.at(-1)!;
        neurons.forEach(({ gradient, input }, l) => {
          const weights = options.weights.slice(l + 1).reduce((p, w) => p * w, 1);
          const slopes = neurons.slice(l, -1).reduce((p, { slope }) => p * slope, 1);
          const formula = weights * slopes * last.delta * input;
          expect(Math.abs(gradient - formula)).toBeLessThanOrEqual(1e-12 * Math.abs(formula));
        });
      }),
    );
  });

  test("never exceeds its bound", () => {
    fc.assert(
      fc.property(chains, (options) => {
        for (const { gradient, bound } of chain(options).neurons) {
          expect(Math.abs(gradient)).toBeLessThanOrEqual(bound * (1 + 1e-12));
        }
      }),
    );
  });

  test("reaches its bound when it is linear", () => {
    const { neurons } = chain({ weights: [0.5, -2, 3], biases: [1, 0, -1], activation: "linear" });
    for (const { gradient, bound } of neurons) expect(Math.abs(gradient)).toBeCloseTo(bound, 14);
  });

  test("keeps δ^L = a^L − y where a^L rounds to 1", () => {
    const { neurons } = chain({ weights: [1], biases: [50], input: 0, label: 1 });
    expect(neurons[0].delta).toBeCloseTo(-Math.exp(-50), 30);
  });

  test("says what is wrong with its arguments", () => {
    expect(() => chain({ weights: [] })).toThrow(/at least 1 number[^s]/);
    expect(() => chain({ weights: [1, 2], biases: [0] })).toThrow(/as many as the weights \(2\)/);
    expect(() => chain({ weights: [1], label: 2 })).toThrow(/Choose one of: 0, 1/);
    expect(() => chain({ weights: [NaN] })).toThrow(/finite/);
  });
});
