import { describe, expect, test } from "vitest";
import { mlp } from "../../src/architecture/net";
import { backend } from "../../src/backend/backend";
import { spirals } from "../../src/data/spirals";
import { sgd } from "../../src/optimizers/sgd";
import { measure } from "../../src/probes/measure";
import { unitActivity } from "../../src/probes/unit-activity";
import { followUnits } from "../../src/probes/unit-lives";
import { runTraining } from "../../src/training/run-training";
import { seedsFrom } from "../support/long";

const data = spirals({ points: 40, seed: 1 });
const options = { inputs: 2, depth: 4, width: 12, outputs: 2, activation: "relu", init: "heNormal" } as const;

describe("unitActivity(net, data)", () => {
  test("agrees with the dead share and, for ReLU, with the sparsity of measure, and leaves no tensor behind", () => {
    for (const seed of [1, 2, 3]) {
      const net = mlp({ ...options, seed });
      unitActivity(net, data);
      const before = backend().tf.memory().numTensors;
      const { layers, points } = unitActivity(net, data);
      expect(backend().tf.memory().numTensors).toBe(before);
      expect([points, layers.length]).toEqual([40, 4]);
      const report = measure(net, data).layers;
      layers.forEach(({ onShares }, i) => {
        expect(onShares.filter((share) => share === 0).length / 12).toBeCloseTo(report[i].deadShare, 12);
        expect(1 - onShares.reduce((a, b) => a + b, 0) / 12).toBeCloseTo(report[i].sparsity, 12);
      });
    }
  });

  test("finds units by hand: dead, always on, and on for one of two inputs", () => {
    const net = mlp({ inputs: 1, depth: 1, width: 3, outputs: 2, activation: "relu", seed: 1 });
    net.setParameters([{ weights: [[0, 0, 1]], biases: [-1, 1, 0] }, {}]);
    const two = {
      ...data,
      inputs: Float32Array.of(-2, 2),
      labels: Int32Array.of(0, 1),
      points: 2,
      features: 1,
    };
    expect(unitActivity(net, two).layers).toEqual([{ layer: 1, onShares: [0, 1, 0.5] }]);
  });

  test("finds no dead unit under batch normalization, whatever the seed, nor in a leaky net", () => {
    for (const seed of seedsFrom(0))
      for (const change of [{ normalization: "batch" }, { activation: "leakyRelu" }] as const) {
        const { layers } = unitActivity(mlp({ ...options, ...change, depth: 3, width: 8, seed }), data);
        for (const { onShares } of layers) expect(Math.min(...onShares)).toBeGreaterThan(0);
      }
  });
});

describe("followUnits(net, data)", () => {
  test("counts deaths and returns that fit what is dead at each look, and sees what a look of its own sees at the end", async () => {
    const net = mlp({ ...options, seed: 4 });
    const lives = followUnits(net, data, { every: 5 });
    await runTraining(net, { data, steps: 41, batch: 40, optimizer: sgd(0.4) });
    lives.stop();
    expect(lives.steps).toEqual([0, 1, 6, 11, 16, 21, 26, 31, 36, 41]);
    const now = unitActivity(net, data).layers;
    lives.layers.forEach(({ units, dead, died, revived }, i) => {
      dead.forEach((count, look) => expect(count).toBe(dead[0] + died[look] - revived[look]));
      expect(units).toBe(12);
      expect(dead.at(-1)).toBe(now[i].onShares.filter((share) => share === 0).length);
    });
    await runTraining(net, { data, steps: 3, batch: 40, optimizer: sgd(0.4) });
    expect(lives.steps.length).toBe(10);
  });

  test("sees no return in layer 1 under gradient descent, and some above it, more than one a net", async () => {
    const seeds = seedsFrom(0);
    let returns = 0;
    for (const seed of seeds) {
      const net = mlp({ ...options, seed });
      const lives = followUnits(net, data, { every: 4 });
      await runTraining(net, { data, steps: 41, batch: 40, optimizer: sgd(0.5) });
      lives.stop();
      expect(lives.layers[0].revived.at(-1)).toBe(0);
      returns += lives.layers.reduce((sum, { revived }) => sum + revived.at(-1)!, 0);
    }
    expect(returns).toBeGreaterThan(seeds.length);
  });
});
