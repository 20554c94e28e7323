import { expect, test } from "vitest";
import { mlp } from "../../src/architecture/net";
import { backend } from "../../src/backend/backend";
import { spirals } from "../../src/data/spirals";
import { measure } from "../../src/probes/measure";
import { lsuv } from "../../src/training/lsuv";

const data = spirals({ points: 60, seed: 1 });
const options = { inputs: 2, depth: 5, width: 12, outputs: 2, init: "orthogonal", seed: 2 } as const;

test.each(["sigmoid", "tanh", "relu", "elu"] as const)(
  "leaves z with variance 1 in every layer of a deep %s net, and changes no direction",
  (activation) => {
    const net = mlp({ ...options, activation });
    const before = net.parameters.map(({ weights }) => weights.slice());
    const tensors = backend().tf.memory().numTensors;
    const layers = lsuv(net, data, { tolerance: 1e-3 });
    expect(backend().tf.memory().numTensors).toBe(tensors);
    measure(net, data).layers.forEach(({ preactivationMeanSquare }, i) => {
      expect(Math.abs(layers[i].variance - 1)).toBeLessThan(1e-3);
      // The mean square is the variance and the squared mean.
      expect(preactivationMeanSquare).toBeGreaterThan(1 - 1e-3);
      const { weights } = net.parameters[i];
      const scale = weights[0] / before[i][0];
      expect([...weights]).toEqual([...before[i]].map((w) => expect.closeTo(scale * w, 5)));
    });
  },
);

test("sees what skip connections carry", () => {
  const net = mlp({ ...options, activation: "relu", residual: { every: 2 } });
  lsuv(net, data, { tolerance: 1e-3 });
  for (const { preactivationMeanSquare } of measure(net, data).layers)
    expect(preactivationMeanSquare).toBeGreaterThan(1 - 1e-3);
  expect(lsuv(net, data, { tolerance: 1e-3 }).map(({ rounds }) => rounds)).toEqual(Array(6).fill(0));
});

test("one scaling is enough where there are no biases, and none where the variance is 1 already", () => {
  const net = mlp({ ...options, activation: "tanh" });
  expect(lsuv(net, data).map(({ rounds }) => rounds)).toEqual(Array(6).fill(1));
  expect(lsuv(net, data).map(({ rounds }) => rounds)).toEqual(Array(6).fill(0));
});

test("biases take more rounds, and no more than allowed", () => {
  const net = mlp({ ...options, activation: "tanh", biasVariance: 0.2 });
  const layers = lsuv(net, data, { rounds: 60 });
  for (const { variance } of layers) expect(Math.abs(variance - 1)).toBeLessThan(0.01);
  expect(Math.max(...layers.map(({ rounds }) => rounds))).toBeGreaterThan(1);
  expect(lsuv(mlp({ ...options, biasVariance: 0.2 }), data, { rounds: 1 })[0].rounds).toBe(1);
});

test("a layer without weights is left alone", () => {
  const net = mlp({ ...options, init: { name: "constant", value: 0 } as never });
  expect(lsuv(net, data)[0]).toEqual({ layer: 1, variance: 0, rounds: 0 });
  expect(net.parameters[0].weights.every((w) => w === 0)).toBe(true);
});

test("bad options name the rule", () => {
  const net = mlp(options);
  expect(() => lsuv(net, data, { tolerance: 0 })).toThrow("lsuv tolerance must be a finite number above 0");
  expect(() => lsuv(net, data, { rounds: 1.5 })).toThrow("lsuv rounds must be a whole number");
  expect(() => lsuv(net, data, { round: 1 } as never)).toThrow("has no such option");
  expect(() => lsuv(mlp({ ...options, normalization: "batch" }), data)).toThrow("without normalization");
});
