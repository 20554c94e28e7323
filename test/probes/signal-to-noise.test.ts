import { expect, test } from "vitest";
import { mlp } from "../../src/architecture/net";
import { backend } from "../../src/backend/backend";
import { batches } from "../../src/data/batch";
import { spirals } from "../../src/data/spirals";
import { autodiff } from "../../src/probes/autodiff";
import { gradientSignalToNoise } from "../../src/probes/signal-to-noise";
import { random } from "../../src/random/random";

const data = spirals({ points: 40, seed: 1 });
const net = mlp({ inputs: 2, depth: 2, width: 5, outputs: 2, activation: "tanh", seed: 3 });

test("over the whole data set there is no noise, and the signal is the gradient itself", () => {
  const gradients = autodiff(net, data);
  gradientSignalToNoise(net, data, { batch: 40, batches: 3 }).forEach(({ signal, noise, ratio }, i) => {
    expect(signal).toBeCloseTo(Math.hypot(...gradients[i].weights), 6);
    expect(noise).toBeLessThan(1e-6);
    expect(ratio).toBeGreaterThan(1e4);
  });
});

test("signal and noise are those of the batches' own gradients, worked out in two passes", () => {
  const source = batches(data, 8, random(5, "batches"));
  const all = Array.from({ length: 6 }, () => {
    const batch = source.next().value;
    return autodiff(net, { ...data, ...batch, points: batch.size });
  });
  const before = backend().tf.memory().numTensors;
  const measured = gradientSignalToNoise(net, data, { batch: 8, batches: 6, seed: 5 });
  expect(backend().tf.memory().numTensors).toBe(before);
  measured.forEach(({ signal, noise, ratio }, l) => {
    const entries = [...all[0][l].weights].map((_, j) => all.map((layers) => layers[l].weights[j]));
    const means = entries.map((values) => values.reduce((a, b) => a + b) / 6);
    const scatter = entries.map((values, j) => values.reduce((a, b) => a + (b - means[j]) ** 2, 0) / 5);
    expect(signal).toBeCloseTo(Math.hypot(...means), 6);
    expect(noise).toBeCloseTo(Math.sqrt(scatter.reduce((a, b) => a + b)), 6);
    expect(ratio).toBeCloseTo(signal / noise, 10);
  });
});

test("bad options name the rule", () => {
  expect(() => gradientSignalToNoise(net, data, { batch: 41 })).toThrow(
    "batch must be a whole number from 1 to 40",
  );
  expect(() => gradientSignalToNoise(net, data, { batches: 1 })).toThrow(
    "batches must be a whole number from 2",
  );
  expect(() => gradientSignalToNoise(net, data, { size: 1 } as never)).toThrow("has no such option");
});

test("the same examples in every batch still scatter by their dropout, each batch with a mask of its own", () => {
  const dropping = mlp({
    inputs: 2,
    depth: 2,
    width: 5,
    outputs: 2,
    activation: "tanh",
    dropout: 0.5,
    seed: 3,
  });
  const [first] = gradientSignalToNoise(dropping, data, { batch: 40, batches: 5 });
  expect(first.noise).toBeGreaterThan(0.1 * first.signal);
});
