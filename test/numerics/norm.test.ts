import { describe, expect, test } from "vitest";
import { mlp } from "../../src/architecture/net";
import { spirals } from "../../src/data/spirals";
import { measure } from "../../src/probes/measure";
import { norm } from "../../src/numerics/norm";
import { backpropagation } from "../../src/theory/backpropagation/backpropagation";

describe("norm", () => {
  test("is exact where float32's squares underflow, down to its smallest number", () => {
    for (const size of [1, 1e-20, 1e-30, 2 ** -126, 2 ** -149]) {
      const values = Float32Array.of(3 * size, -4 * size);
      expect(norm(values) / Math.hypot(values[0], values[1])).toBeCloseTo(1, 14);
    }
  });

  test("does not overflow where float32's squares do", () => {
    expect(norm(Float32Array.of(3e38, -3e38)) / (Math.SQRT2 * Math.fround(3e38))).toBeCloseTo(1, 14);
  });
});

test("measured gradients are float64's on every backend, far below float32's range", () => {
  const data = spirals({ points: 10, seed: 1 });
  // Weights of ½ make every layer multiply by about ½ · ¼ · 2 units.
  const net = mlp({
    inputs: 2,
    depth: 90,
    width: 2,
    outputs: 2,
    init: { name: "constant", value: 0.5 } as never,
    seed: 1,
  });
  net.parameters.at(-1)!.weights.set([1, -1, 0.5, 0]);
  const { layers } = measure(net, data);
  const exact = backpropagation(net, data).layers.map(({ weightGradient }) => Math.hypot(...weightGradient));
  expect(exact[0]).toBeLessThan(1e-48);
  expect(exact[0]).toBeGreaterThan(0);
  layers.forEach(({ weightNorm, zeroGradient }, l) => {
    expect(weightNorm / exact[l]).toBeCloseTo(1, 3);
    expect(zeroGradient).toBe(weightNorm === 0 ? 1 : 0);
  });
  expect(layers[0].float32.weightNorm).toBe(0);
  expect(exact.some((size) => size > 1e-36 && size < 1e-30)).toBe(true);
});
