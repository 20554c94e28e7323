import { expect, test } from "vitest";
import { mlp, type Net } from "../../src/architecture/net";
import { spirals } from "../../src/data/spirals";
import { normalizedSgd, sgd } from "../../src/optimizers";
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
