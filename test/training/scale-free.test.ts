import { expect, test } from "vitest";
import { mlp, type Net } from "../../src/architecture/net";
import { spirals } from "../../src/data/spirals";
import { adagrad, adam, normalizedSgd, rmsprop, sgd } from "../../src/optimizers";
import { runTraining as train } from "../../src/training/run-training";

const data = spirals({ points: 40, seed: 1 });
const size = (values: Iterable<number>): number => Math.sqrt([...values].reduce((sum, x) => sum + x * x, 0));

/** How far each array of a net moved in a step over all the data. */
async function moves(net: Net, options: Partial<Parameters<typeof train>[1]>): Promise<{ weights: number[]; all: number; norm: number }> {
  const before = net.parameters.map(({ weights, biases }) => [weights.slice(), biases.slice()]);
  const run = await train(net, { data, batch: 40, steps: 1, optimizer: sgd(1), ...options });
  expect(run.stopped).toBe("finished");
  const changes = net.parameters.map(({ weights, biases }, l) => [weights, biases].map((values, k) => values.map((x, i) => x - before[l][k][i])));
  return { weights: changes.map(([w]) => size(w)), all: size(changes.flat().flatMap((values) => [...values])), norm: run.layers[0].weightNorm[0] };
} // prettier-ignore

test.each([1e-3, 1, 10])("clip by norm 1 at rate %f: all weights together move by the rate where the gradient is beyond 1e20", async (rate) => {
  // W ↦ 40·W in 14 linear layers: ∂C/∂W grows as 40¹³.
  const net = mlp({ inputs: 2, depth: 13, width: 8, outputs: 2, activation: "linear", loss: "squaredError", init: "orthogonal", seed: 1 });
  for (const { weights } of net.parameters.slice(0, 8)) weights.forEach((w, i) => (weights[i] = w * 40));
  const { all, norm } = await moves(net, { clip: { norm: 1 }, optimizer: sgd(rate) });
  expect(norm).toBeGreaterThan(1e20);
  expect(all / rate).toBeCloseTo(1, 2);
}); // prettier-ignore

test.each([20, 50])("normalizedSgd moves every weight matrix of %d sigmoid layers by its rate, however small the gradient", async (depth) => {
  const net = mlp({ inputs: 2, depth, width: 8, outputs: 2, activation: "sigmoid", seed: 1 });
  const { weights, norm } = await moves(net, { optimizer: normalizedSgd(0.1) });
  expect(norm).toBeLessThan(depth === 50 ? 1e-30 : 1e-10);
  for (const moved of weights) expect(moved).toBeCloseTo(0.1, 4);
}); // prettier-ignore

/** What a rule with an ε of 0 moves each weight by in its first step, in rates: g ÷ √(the share of g² it takes). */
const adaptive = [
  [adam(1e-3, { epsilon: 0 }), 1],
  [rmsprop(1e-3, { epsilon: 0 }), 1 / Math.sqrt(0.1)],
  [adagrad(1e-3, { epsilon: 0 }), 1],
] as const;

test.each(adaptive)("$name: gradients whose squares float32 does not hold move every weight by its rate", async (optimizer, share) => {
  const large = mlp({ inputs: 2, depth: 13, width: 8, outputs: 2, activation: "linear", loss: "squaredError", init: "orthogonal", seed: 1 });
  for (const { weights } of large.parameters.slice(0, 8)) weights.forEach((w, i) => (weights[i] = w * 40));
  const small = mlp({ inputs: 2, depth: 50, width: 8, outputs: 2, activation: "sigmoid", seed: 1 });
  for (const net of [large, small]) {
    const { weights, norm } = await moves(net, { optimizer });
    expect(Math.abs(Math.log10(norm))).toBeGreaterThan(20);
    weights.forEach((moved, l) => expect(moved / (1e-3 * Math.sqrt(net.parameters[l].weights.length))).toBeCloseTo(share, 2));
  }
}); // prettier-ignore

test.each([adam(1e-3), rmsprop(1e-3), adagrad(1e-3)])("$name: a layer moves on after a gradient of 1e20", async (optimizer) => {
  const net = mlp({ inputs: 2, depth: 13, width: 8, outputs: 2, activation: "linear", loss: "squaredError", init: "orthogonal", seed: 1 });
  for (const { weights } of net.parameters.slice(0, 8)) weights.forEach((w, i) => (weights[i] = w * 40));
  const { layers } = await train(net, { data, batch: 40, steps: 5, optimizer });
  for (const { weightNorm, updateRatio } of layers) {
    expect(Math.min(...weightNorm)).toBeGreaterThan(1e18);
    expect(Math.min(...updateRatio)).toBeGreaterThan(1e-6);
  }
}); // prettier-ignore
