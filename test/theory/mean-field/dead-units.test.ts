import { describe, expect, test } from "vitest";
import { mlp } from "../../../src/architecture/net";
import { fromArrays } from "../../../src/data/from-arrays";
import { spirals } from "../../../src/data/spirals";
import { measure } from "../../../src/probes/measure";
import { deadUnits } from "../../../src/theory/mean-field/dead-units";
import { arcCosineMap } from "../../../src/theory/random-matrices/shattering";

const shape = { inputs: 2, depth: 6, width: 300, outputs: 2, activation: "relu", init: "heNormal", seed: 5 } as const; // prettier-ignore
const points = (...inputs: number[][]) => fromArrays({ inputs, labels: inputs.map((_, i) => i % 2) });

describe("deadUnits(net, data)", () => {
  test("is ½ − arccos(c)/2π for two inputs, c by the arc-cosine map from layer to layer", () => {
    const draws = 40_000;
    for (const cosine of [-1, 0, 0.8]) {
      const data = points([1, 0], [2 * cosine, 2 * Math.sqrt(1 - cosine ** 2)]);
      const { layers, standardError } = deadUnits(mlp(shape), data, { draws });
      let c = cosine;
      for (const { deadShare } of layers) {
        expect(Math.abs(deadShare - (0.5 - Math.acos(c) / (2 * Math.PI)))).toBeLessThan(4 * standardError);
        c = arcCosineMap(c);
      }
    }
  });

  test("is one half for one input", () => {
    const { layers, standardError } = deadUnits(mlp(shape), points([1, 1]));
    for (const { deadShare } of layers) expect(Math.abs(deadShare - 0.5)).toBeLessThan(4 * standardError);
  });

  test.each(["heNormal", "lecunUniform", "pytorchDefault"] as const)("is what wide nets have: %s", (init) => {
    const data = spirals({ points: 60, seed: 2 });
    const net = mlp({ ...shape, init });
    const { layers, standardError } = deadUnits(net, data);
    const measured = measure(net, data).layers;
    layers.forEach(({ deadShare }, i) => {
      // A share of 300 units, which one net's own angles between inputs shift a little.
      const error = Math.hypot(standardError, Math.sqrt((deadShare * (1 - deadShare)) / 400), 0.01);
      expect(Math.abs(measured[i].deadShare - deadShare)).toBeLessThan(4 * error);
    });
  });

  test("does not know the weights' scale, where there are no biases", () => {
    const data = spirals({ points: 30, seed: 2 });
    const [he, xavier] = (["heNormal", "xavierNormal"] as const).map((init) => deadUnits(mlp({ ...shape, init }), data).layers); // prettier-ignore
    he.forEach(({ deadShare }, i) => expect(xavier[i].deadShare).toBeCloseTo(deadShare, 2));
  });

  test("refuses other activations and normalizations", () => {
    const data = spirals({ points: 4, seed: 1 });
    const small = { ...shape, width: 3 };
    expect(() => deadUnits(mlp({ ...small, activation: "tanh" }), data)).toThrow(/ReLU.*tanh/s);
    expect(() => deadUnits(mlp({ ...small, normalization: "batch" }), data)).toThrow(/no normalization/);
    expect(() => deadUnits(mlp({ ...small, inputs: 3 }), data)).toThrow(/points/);
  });
});
