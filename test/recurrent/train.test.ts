import { expect, test } from "vitest";
import { backend } from "../../src/backend/backend";
import { adding } from "../../src/data/adding";
import { delayedRecall } from "../../src/data/delayed-recall";
import { adam, sgd } from "../../src/optimizers";
import { recurrent } from "../../src/recurrent/net";
import { parameterList } from "../../src/recurrent/parameters";
import { trainRecurrent } from "../../src/recurrent/train-recurrent";

const data = delayedRecall({ points: 32, delay: 3, seed: 1 });
const shape = { inputs: 3, units: 6, outputs: 2, seed: 2 } as const;

test.each(["rnn", "lstm", "gru"] as const)("%s learns delayed recall and leaves no tensor", async (cell) => {
  const optimizer = adam(0.05);
  await trainRecurrent(recurrent({ cell, ...shape }), { data, steps: 1, optimizer });
  const before = backend().tf.memory().numTensors;
  const run = await trainRecurrent(recurrent({ cell, ...shape }), { data, steps: 40, optimizer });
  expect(backend().tf.memory().numTensors).toBe(before);
  expect(run.stopped).toBe("finished");
  expect(run.accuracy.at(-1)).toBe(1);
  expect(run.hiddenGradientRms.map(({ length }) => length)).toEqual(run.loss.map(() => data.steps));
});

test("the same seed gives the same run, bit for bit", async () => {
  const run = () =>
    trainRecurrent(recurrent({ cell: "gru", ...shape }), { data, steps: 5, batch: 8, optimizer: adam(0.01) });
  expect(await run()).toEqual(await run());
});

test("clipping by norm limits the step of gradient descent to rate × norm", async () => {
  const sums = adding({ points: 16, steps: 6, seed: 1 });
  const net = recurrent({ ...shape, cell: "rnn", inputs: 2, outputs: 1, loss: "squaredError" });
  const list = () =>
    parameterList(net.parameters, net.description).flatMap(({ values }) => Array.from(values));
  const start = list();
  const { gradientNorm } = await trainRecurrent(net, { data: sums, steps: 1, optimizer: sgd(1), clip: { norm: 0.01 } }); // prettier-ignore
  expect(gradientNorm[0]).toBeGreaterThan(0.01);
  expect(Math.hypot(...list().map((x, i) => x - start[i])) / 0.01).toBeCloseTo(1, 3);
});

test("a rate that blows up ends the run as diverged, and bad options are refused before it", async () => {
  const sums = adding({ points: 8, steps: 20, seed: 1 });
  const net = recurrent({ ...shape, cell: "rnn", activation: "linear", inputs: 2, outputs: 1, loss: "squaredError" }); // prettier-ignore
  const run = await trainRecurrent(net, { data: sums, steps: 60, optimizer: sgd(10) });
  expect(run.stopped).toBe("diverged");
  await expect(trainRecurrent(net, { data: sums, steps: 0, optimizer: sgd(1) })).rejects.toThrow(/steps/);
  await expect(trainRecurrent(net, { data: sums, steps: 1, optimizer: sgd(1), clip: { norm: -1 } })).rejects.toThrow(/above 0/); // prettier-ignore
});
