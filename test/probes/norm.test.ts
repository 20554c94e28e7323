import { describe, expect, test } from "vitest";
import { mlp } from "../../src/architecture/net";
import { backend } from "../../src/backend/backend";
import { spirals } from "../../src/data/spirals";
import { measure } from "../../src/probes/measure";
import { norm } from "../../src/probes/norm";
import { backpropagation } from "../../src/theory/backpropagation";

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

test("measured gradients are float64's as far as the backend reaches, and beyond it they are said to be 0", () => {
  // The graph executor goes on in float64; the others end with float32.
  const smallest = backend().name === "node" ? 1e-300 : 1e-36;
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
    if (exact[l] > smallest) expect(weightNorm / exact[l]).toBeCloseTo(1, 3);
    expect(zeroGradient).toBe(weightNorm === 0 ? 1 : 0);
  });
  expect(layers[0].zeroGradient).toBe(smallest < 1e-40 ? 0 : 1);
  expect(exact.some((size) => size > 1e-36 && size < 1e-30)).toBe(true);
});
