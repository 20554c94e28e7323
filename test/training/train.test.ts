import { expect, test } from "vitest";
import { mlp } from "../../src/architecture/net";
import { backend } from "../../src/backend/backend";
import { spirals } from "../../src/data/spirals";
import { adagrad, adam, momentum, rmsprop, sgd } from "../../src/optimizers";
import { train } from "../../src/training/train";
import { watchInterrupt } from "../../src/training/interrupt";

const data = spirals({ points: 80, seed: 1 });
const options = { inputs: 2, depth: 2, width: 8, outputs: 2, activation: "tanh", seed: 5 } as const;

test("the same seed gives the same run, bit for bit, and another shuffling seed another one", async () => {
  const run = (seed?: number): Promise<number[]> =>
    train(mlp(options), { data, steps: 12, batch: 16, optimizer: sgd(0.1), ...(seed ? { seed } : {}) }).then(
      (r) => r.loss,
    );
  const first = await run();
  expect(await run()).toEqual(first);
  expect(await run(99)).not.toEqual(first);
});

test.each([sgd(0.3), momentum(0.05), adagrad(0.1), rmsprop(0.01), adam(0.03)])(
  "$name lowers the loss, keeps a history of every layer and leaves no tensor",
  async (optimizer) => {
    const net = mlp(options);
    await train(net, { data, steps: 1, optimizer });
    const before = backend().tf.memory().numTensors;
    const run = await train(net, { data, steps: 60, batch: 80, optimizer });
    expect(backend().tf.memory().numTensors).toBe(before);
    expect(run.stopped).toBe("finished");
    expect(run.loss).toHaveLength(60);
    expect(run.gradients.map((layers) => layers.length)).toEqual(Array.from({ length: 60 }, () => 3));
    expect(run.loss.at(-1)!).toBeLessThan(run.loss[0]);
  },
);

test("one step of gradient descent moves a weight by −η·∂C/∂W: the update ratio says by how much", async () => {
  const net = mlp(options);
  const before = net.parameters.map(({ weights }) => weights.slice());
  const { gradients } = await train(net, { data, steps: 1, batch: 80, optimizer: sgd(0.5) });
  gradients[0].forEach(({ updateRatio, weightNorm }, i) => {
    const change = Math.hypot(...net.parameters[i].weights.map((w, k) => w - before[i][k]));
    expect(change / (0.5 * weightNorm)).toBeCloseTo(1, 3);
    expect(change / Math.hypot(...before[i]) / updateRatio).toBeCloseTo(1, 3);
  });
});

test("the learned slopes of PReLU change and are saved", async () => {
  const net = mlp({ ...options, activation: "prelu", init: "heNormal" });
  await train(net, { data, steps: 5, optimizer: sgd(0.1) });
  for (const { slope } of net.parameters.slice(0, 2)) expect(slope![0]).not.toBe(0.25);
  expect(net.parameters[2].slope).toBeUndefined();
});

test("a diverging run ends with the step and the likely cause, and its history", async () => {
  const net = mlp({ ...options, activation: "linear", depth: 6 });
  const run = await train(net, { data, steps: 200, optimizer: sgd(1000) });
  expect(run.stopped).toBe("diverged");
  expect(run.loss.length).toBeLessThan(200);
  expect(run.message).toMatch(/^Step \d+: .* no longer a finite number\. Try a smaller learning rate/);
});

test("SIGINT ends a run with its history, and the handler goes with it", async () => {
  const listeners = process.listenerCount("SIGINT");
  const run = await train(mlp(options), {
    data,
    steps: 10_000,
    optimizer: sgd(0.1),
    onStep: ({ step }) => void (step === 3 && process.kill(process.pid, "SIGINT")),
  });
  expect(run.stopped).toBe("interrupted");
  expect(run.loss.length).toBeGreaterThanOrEqual(3);
  expect(run.loss.length).toBeLessThan(100);
  expect(run.message).toMatch(/^Interrupted: \d+ of 10000 steps/);
  expect(process.listenerCount("SIGINT")).toBe(listeners);
});

test("disposing the net ends its run", async () => {
  const net = mlp(options);
  const run = await train(net, {
    data,
    steps: 50,
    optimizer: sgd(0.1),
    onStep: ({ step }) => void (step === 4 && net.dispose()),
  });
  expect(run.stopped).toBe("disposed");
  expect(run.loss).toHaveLength(4);
});

test("an interrupt watch notes the first signal only while it is open", () => {
  const watch = watchInterrupt();
  expect(watch.requested).toBe(false);
  process.emit("SIGINT");
  expect(watch.requested).toBe(true);
  watch.close();
});

test.each([
  [{ steps: 0 }, "train steps must be a whole number from 1 up; got 0"],
  [{ batch: 81 }, "train batch must be a whole number from 1 to 80; got 81"],
  [{ optimizer: "sgd" }, /train optimizer must be an optimizer; got "sgd"\. Choose one of: sgd\(rate\)/],
  [{ rate: 0.1 }, 'train options has no such option; got "rate"'],
])("train with %j throws a typed error before anything runs", async (bad, message) => {
  await expect(train(mlp(options), { data, steps: 5, optimizer: sgd(0.1), ...bad } as never)).rejects.toThrow(
    message,
  );
});
