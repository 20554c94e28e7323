import { expect, test } from "vitest";
import { mlp, type Net } from "../../src/architecture/net";
import { backend } from "../../src/backend/backend";
import { delayedRecall } from "../../src/data/delayed-recall";
import { spirals } from "../../src/data/spirals";
import { lastRecurrentRun, lastRun, train, trainRecurrent } from "../../src/notebook/train";
import { sgd } from "../../src/optimizers";
import { recurrent, type RecurrentNet } from "../../src/recurrent/net";

const data = spirals({ points: 40, seed: 1 });
const net = (): Net => mlp({ inputs: 2, depth: 2, width: 6, outputs: 2, activation: "tanh", seed: 5 }); // prettier-ignore
const rule = { data, optimizer: sgd(0.1), batch: 20 };

/** Throws at its n-th call. */
function fuse(n: number): () => void {
  let calls = 0;
  return () => {
    if (++calls === n) throw new Error("of the listener");
  };
}

test.each(["onStep", "onGradients"] as const)("when %s throws, net and lastRun() hold all finished steps", async (kind) => {
  await train(net(), { ...rule, steps: 3 });
  const trained = net();
  const listener = fuse(5);
  const more = kind === "onStep" ? { onStep: listener } : {};
  if (kind === "onGradients") trained.onGradients(listener);
  const tensors = backend().tf.memory().numTensors;
  await expect(train(trained, { ...rule, steps: 20, ...more })).rejects.toThrow("of the listener");
  expect(backend().tf.memory().numTensors).toBe(tensors);
  const run = lastRun()!;
  // Steps of a block are done before the first of them is told of: no fewer than were heard of.
  const done = run.stepsDone;
  expect(done).toBeGreaterThanOrEqual(5);
  expect([run.layers[0].weightNorm.length, run.accuracy.length, run.stopped]).toEqual([done, done, "failed"]);
  expect(run.message).toMatch(new RegExp(`^Failed: ${done} of 20 steps.* Then: of the listener$`));
  const twin = net();
  const whole = await train(twin, { ...rule, steps: done });
  expect(run.loss).toEqual(whole.loss);
  expect(trained.parameters).toEqual(twin.parameters);
}); // prettier-ignore

test("when a listener of a recurrent training throws, net and lastRecurrentRun() hold all finished steps", async () => {
  const sequences = delayedRecall({ seed: 1, points: 20 });
  const make = (): RecurrentNet => recurrent({ cell: "rnn", inputs: sequences.features, units: 4, outputs: 2, seed: 1 }); // prettier-ignore
  const options = { data: sequences, optimizer: sgd(0.1), batch: 10 };
  const trained = make();
  trained.onGradients(fuse(3));
  await expect(trainRecurrent(trained, { ...options, steps: 9 })).rejects.toThrow("of the listener");
  const twin = make();
  const whole = await trainRecurrent(twin, { ...options, steps: 3 });
  expect(trained.parameters).toEqual(twin.parameters);
  expect(whole.loss).toHaveLength(3);
});

test("a recurrent run that failed is lastRecurrentRun()", async () => {
  const sequences = delayedRecall({ seed: 1, points: 20 });
  const trained = recurrent({ cell: "gru", inputs: sequences.features, units: 4, outputs: 2, seed: 1 });
  const failing = { data: sequences, optimizer: sgd(0.1), steps: 9, onStep: fuse(4) };
  await expect(trainRecurrent(trained, failing)).rejects.toThrow("of the listener");
  const { stopped, loss, gradientNorm } = lastRecurrentRun()!;
  expect([stopped, loss.length, gradientNorm.length]).toEqual(["failed", 4, 4]);
});
