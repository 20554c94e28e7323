import { expect, test } from "vitest";
import { mlp, type Net } from "../../src/architecture/net";
import type { NetOptions } from "../../src/architecture/description";
import { batches } from "../../src/data/batch";
import { spirals } from "../../src/data/spirals";
import type { UpdateRule } from "../../src/engine/executor";
import { openTraining } from "../../src/engine/open-training";
import { adagrad, adam, adamw, cosine, momentum, nesterov, normalizedSgd, rmsprop, sgd } from "../../src/optimizers"; // prettier-ignore
import { constant } from "../../src/initializers";
import { random } from "../../src/random/random";
import { runTraining as train } from "../../src/training/run-training";
import { inSuite } from "../support/long";

const data = spirals({ points: 80, seed: 1 });
const small = { inputs: 2, depth: 2, width: 8, outputs: 2, activation: "tanh", seed: 5 } as const;

const size = (values: ArrayLike<number>): number => Math.sqrt(Array.from(values).reduce((sum, x) => sum + x * x, 0)); // prettier-ignore
const copies = (net: Net): Float32Array[] => net.parameters.map(({ weights }) => weights.slice());

/** What a training tells of each step, beside ‖W after − W before‖ ÷ ‖W before‖ from the parameters themselves. */
function told(
  options: NetOptions,
  rule: UpdateRule,
  factors: readonly number[],
): { told: number; true: number }[] {
  const net = mlp(options);
  const { session } = openTraining(net, rule, 40);
  const source = batches(data, 40, random(3, "batches"));
  try {
    return factors.flatMap((factor) => {
      const before = copies(net);
      const [{ layers }] = session.steps([source.next().value], [factor]);
      session.save();
      return layers.map(({ updateRatio }, l) => ({
        told: updateRatio,
        true: size(net.parameters[l].weights.map((w, i) => w - before[l][i])) / size(before[l]),
      }));
    });
  } finally {
    session.close();
  }
}

const factors = Array.from({ length: 6 }, (_, k) => cosine()(k, 8));

const rules = [
  sgd(0.1), momentum(0.05), nesterov(0.05), adagrad(0.05), rmsprop(0.005), adam(0.01), adamw(0.01, { decay: 0.5 }), normalizedSgd(0.02),
]; // prettier-ignore
const limits = [{}, { clipNorm: 0.05 }, { clipValue: 0.003 }, { weightDecay: 0.3 }, { clipNorm: 0.05, clipValue: 0.01, weightDecay: 0.1 }]; // prettier-ignore
const ways = limits.flatMap((limit) =>
  [small, { ...small, normalization: "layer", residual: {} } as const].map((net) => ({ net, limit })),
);

// Every third way in turn in the suite, another third for each rule.
test.each(rules.map((optimizer, r) => [optimizer.name, optimizer, r] as const))("%s: the update ratio is how far the weights went, with clipping, decay and schedule, in every layer and step", (_, optimizer, r) => {
  for (const { net, limit } of inSuite(ways.filter((_way, k) => (k + r) % 3 === 0), { inSoak: ways }))
    for (const ratio of told(net, { optimizer, ...limit }, factors))
      expect(ratio.told / ratio.true).toBeCloseTo(1, 3);
}); // prettier-ignore

test("ten sigmoid layers by Adam, after 50 steps: the first moves as far as Adam moves it, not as its gradient is long", async () => {
  const run = (steps: number): ReturnType<typeof train> =>
    train(net, { data, steps, optimizer: adam(0.001) });
  let net = mlp({ ...small, depth: 10, width: 16, activation: "sigmoid" });
  await run(49);
  const before = copies(net);
  net = mlp(net.description);
  const { layers } = await run(50);
  net.parameters.forEach(({ weights }, l) => {
    const moved = size(weights.map((w, i) => w - before[l][i])) / size(before[l]);
    expect(layers[l].updateRatio[49] / moved).toBeCloseTo(1, 2);
    expect(layers[l].log10.updateRatio[49]).toBeCloseTo(Math.log10(moved), 2);
  });
  expect(layers[0].updateRatio[49]).toBeGreaterThan(1e-4);
});

test("updates far below float32 are told by their size, though they leave the weights as they were", () => {
  const deep = { ...small, depth: 40, activation: "sigmoid" } as const;
  const net = mlp(deep);
  const before = copies(net);
  const { session } = openTraining(net, { optimizer: sgd(0.1) }, 40);
  const [{ layers }] = session.steps([batches(data, 40, random(3, "batches")).next().value], [0.5]);
  session.save();
  session.close();
  expect(net.parameters[0].weights).toEqual(before[0]);
  layers.forEach(({ updateRatio, weightNorm, log10 }, l) => {
    expect(log10.updateRatio).toBeCloseTo(log10.weightNorm + Math.log10(0.05 / size(before[l])), 5);
    expect(updateRatio / ((0.05 * weightNorm) / size(before[l]))).toBeCloseTo(1, 5);
  });
  expect(layers[0].updateRatio).toBeLessThan(1e-20);
  expect(layers[0].updateRatio).toBeGreaterThan(0);
});

test("velocities whose squares are below float32 are told right", () => {
  const ratios = told({ ...small, depth: 30, activation: "sigmoid" }, { optimizer: momentum(0.1, { momentum: 0 }) }, [1]); // prettier-ignore
  const plain = told({ ...small, depth: 30, activation: "sigmoid" }, { optimizer: sgd(0.1) }, [1]);
  expect(plain[0].told).toBeLessThan(1e-20);
  ratios.forEach((ratio, l) => expect(ratio.told / plain[l].told).toBeCloseTo(1, 4));
});

test("weights that are all 0: Infinity where they move, 0 where nothing does", async () => {
  const net = mlp({ ...small, init: constant({ value: 0 }) });
  const { layers } = await train(net, { data, steps: 1, optimizer: sgd(0.1) });
  layers.forEach(({ updateRatio: [updateRatio], weightNorm: [weightNorm] }) =>
    expect(updateRatio).toBe(weightNorm > 0 ? Infinity : 0),
  );
});

test.each([1e-22, 1e22])("a layer of weights of size %f beside one of its inverse: the ratio is what the weights say", (scale) => {
  const net = mlp({ ...small, activation: "relu", bias: false });
  net.parameters[0].weights.forEach((w, i, all) => (all[i] = w * scale));
  net.parameters[1].weights.forEach((w, i, all) => (all[i] = w / scale));
  const { session } = openTraining(net, { optimizer: sgd(0.1), weightDecay: 1 }, 40);
  const before = copies(net);
  const [{ layers, broken }] = session.steps([batches(data, 40, random(3, "batches")).next().value], [1]);
  session.save();
  session.close();
  expect(broken).toBeUndefined();
  layers.forEach(({ updateRatio }, l) => {
    const moved = size(net.parameters[l].weights.map((w, i) => w - before[l][i])) / size(before[l]);
    expect(updateRatio / moved).toBeCloseTo(1, 3);
  });
}); // prettier-ignore
