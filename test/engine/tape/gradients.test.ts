import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { activationNames } from "../../../src/activations";
import { mlp } from "../../../src/architecture/net";
import { batchOf } from "../../../src/data/batch";
import { spirals } from "../../../src/data/spirals";
import { withPassByAutodiff } from "../../../src/engine/autodiff-pass";
import { type AutodiffLayer, gradientsOnTape } from "../../../src/engine/tape/gradients";
import { backpropagation } from "../../../src/theory/backpropagation/backpropagation";

const data = spirals({ points: 20, seed: 1 });
const PARTS = ["weightGradient", "biasGradient", "slopeGradient", "gainGradient", "shiftGradient"] as const;
const norm = (values: ArrayLike<number>): number => Math.hypot(...Array.from(values));

/** Each layer's gradients, part by part. */
const partsOf = (layers: readonly AutodiffLayer[]): (number[] | undefined)[][] =>
  layers.map((layer) => PARTS.map((part) => (layer[part] ? Array.from(layer[part]) : undefined)));

describe("automatic differentiation on a tape", () => {
  test("gives TensorFlow.js's gradients of everything that is learned, over random nets", () => {
    const nets = fc.record({
      depth: fc.integer({ min: 0, max: 5 }),
      width: fc.integer({ min: 1, max: 8 }),
      outputs: fc.integer({ min: 1, max: 2 }),
      activation: fc.constantFrom(...activationNames),
      normalization: fc.constantFrom("none", "batch", "layer"),
      residual: fc.constantFrom(false, { every: 2, scale: 0.5 }),
      bias: fc.boolean(),
      loss: fc.constantFrom("crossEntropy", "squaredError"),
      seed: fc.integer({ min: 0, max: 1e6 }),
    });
    fc.assert(
      fc.property(nets, (options) => {
        const biasVariance = options.bias ? 0.1 : undefined;
        const net = mlp({ ...options, biasVariance, inputs: 2, init: "lecunNormal" } as never);
        const wanted = withPassByAutodiff(net, batchOf(data), { training: false }, ({ layers }) => partsOf(layers)); // prettier-ignore
        const found = partsOf(gradientsOnTape(net, batchOf(data)));
        const size = norm(wanted.flat(2).map((x) => x ?? 0));
        wanted.forEach((layer, l) =>
          layer.forEach((values, part) => {
            expect(found[l][part]?.length, PARTS[part]).toBe(values?.length);
            const off = norm((values ?? []).map((x, i) => x - found[l][part]![i]));
            // z is rounded before φ does anything, and operations of the wasm backend are good to five digits alone.
            expect(off, `${PARTS[part]} of layer ${l + 1}`).toBeLessThan(2e-4 * size + 1e-6);
          }),
        );
      }),
      { numRuns: 30 },
    );
  });

  test("computes in float32: meets float64 to its digits, and loses what is smaller than it can hold", () => {
    const deep = mlp({ inputs: 2, depth: 80, width: 8, outputs: 2, activation: "sigmoid", init: "lecunNormal", seed: 1 }); // prettier-ignore
    const exact = backpropagation(deep, data).layers.map(({ weightGradient }) => norm(weightGradient));
    const found = partsOf(gradientsOnTape(deep, batchOf(data))).map(([weights]) => norm(weights!));
    const errors = exact.map((size, l) => Math.abs(found[l] - size) / size);
    expect(Math.max(...errors.filter((_, l) => exact[l] > 1e-30))).toBeLessThan(1e-4);
    expect(Math.max(...errors)).toBeGreaterThan(1e-9);
    expect(exact[0]).toBeLessThan(1e-46);
    expect(exact[0]).toBeGreaterThan(0);
    expect(found[0]).toBe(0);
  });
});
