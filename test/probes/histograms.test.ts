import { expect, test } from "vitest";
import { mlp } from "../../src/architecture/net";
import { backend } from "../../src/backend/backend";
import { spirals } from "../../src/data/spirals";
import { autodiff } from "../../src/probes/autodiff";
import { histograms } from "../../src/probes/histograms";
import { measure } from "../../src/probes/measure";

const data = spirals({ points: 30, seed: 1 });
const options = { inputs: 2, depth: 2, width: 6, outputs: 2, seed: 3 } as const;
const sum = (values: number[]): number => values.reduce((a, b) => a + b, 0);

test.each(["activation", "preactivation", "gradient", "delta"] as const)(
  "of the %s hold every number once, and no tensor stays behind",
  (quantity) => {
    const net = mlp({ ...options, activation: "relu" });
    histograms(net, data, { quantity });
    const before = backend().tf.memory().numTensors;
    const layers = histograms(net, data, { quantity, bins: 7 });
    expect(backend().tf.memory().numTensors).toBe(before);
    layers.forEach(({ counts, edges, zeros, logarithmic }, i) => {
      const { fanIn, fanOut } = net.layers[i];
      const all = quantity === "gradient" ? fanIn * fanOut : 30 * fanOut;
      expect(sum(counts) + (logarithmic ? zeros : 0)).toBe(all);
      expect([counts.length, edges.length]).toEqual([7, 8]);
    });
  },
);

test("agree with counts by hand and with the sparsity probe", () => {
  const net = mlp({ ...options, activation: "relu" });
  const { weights } = autodiff(net, data)[1];
  const { edges, counts } = histograms(net, data, { quantity: "gradient", bins: 4 })[1];
  const logs = [...weights].filter((w) => w !== 0).map((w) => Math.log10(Math.abs(w)));
  expect(edges[0]).toBeCloseTo(Math.min(...logs), 4);
  expect(edges[4]).toBeCloseTo(Math.max(...logs), 4);
  expect(counts[0]).toBe(logs.filter((x) => x < edges[1]).length);
  expect(histograms(net, data, { quantity: "activation" })[0].zeros / (30 * 6)).toBeCloseTo(
    measure(net, data).layers[0].sparsity,
    12,
  );
});

test("equal numbers fill one bin; zeros and NaN are counted apart", () => {
  const net = mlp({ ...options, init: { name: "constant", value: 0 } as never });
  expect(histograms(net, data, { quantity: "activation", bins: 3 })[0].counts).toEqual([0, 180, 0]);
  const [first] = histograms(net, data, { quantity: "gradient" });
  expect(first).toMatchObject({ counts: [], edges: [], zeros: 12, nonFinite: 0 });
  net.parameters[0].weights.fill(Number.NaN);
  expect(histograms(net, data, { quantity: "preactivation" })[0]).toMatchObject({
    counts: [],
    nonFinite: 180,
  });
});

test("bad options name the rule", () => {
  expect(() => histograms(mlp(options), data, { quantity: "weights" as never })).toThrow(
    "Choose one of: activation",
  );
  expect(() => histograms(mlp(options), data, { quantity: "delta", bins: 0 })).toThrow("whole number from 1");
});
