import { expect, test } from "vitest";
import type { NetOptions } from "../../src/architecture/description";
import { mlp } from "../../src/architecture/net";
import { backend } from "../../src/backend/backend";
import { fromArrays } from "../../src/data/from-arrays";
import { spirals } from "../../src/data/spirals";
import { measure } from "../../src/probes/measure";
import {
  adagrad,
  adam,
  adamw,
  cosine,
  momentum,
  nesterov,
  normalizedSgd,
  rmsprop,
  sgd,
} from "../../src/optimizers";
import { backpropagation } from "../../src/theory/backpropagation/backpropagation";
import type { Run } from "../../src/training/run";
import type { TrainOptions } from "../../src/training/options";
import { runTraining as train } from "../../src/training/run-training";
import { watchInterrupt } from "../../src/training/interrupt";

const data = spirals({ points: 80, seed: 1 });
const options = { inputs: 2, depth: 2, width: 8, outputs: 2, activation: "tanh", seed: 5 } as const;

test("the same seed gives the same run, bit for bit, and another shuffling seed another one", async () => {
  const run = (seed?: number): Promise<Float64Array> =>
    train(mlp(options), { data, steps: 12, batch: 16, optimizer: sgd(0.1), ...(seed ? { seed } : {}) }).then(
      (r) => r.loss,
    );
  const first = await run();
  expect(await run()).toEqual(first);
  expect(await run(99)).not.toEqual(first);
});

test.each([
  sgd(0.3),
  momentum(0.05),
  nesterov(0.05),
  adagrad(0.1),
  rmsprop(0.01),
  adam(0.03),
  adamw(0.03),
  normalizedSgd(0.05),
])("$name lowers the loss, keeps a history of every layer and leaves no tensor", async (optimizer) => {
  const net = mlp(options);
  await train(net, { data, steps: 1, optimizer });
  const before = backend().tf.memory().numTensors;
  const run = await train(net, { data, steps: 60, batch: 80, optimizer });
  expect(backend().tf.memory().numTensors).toBe(before);
  expect(run.stopped).toBe("finished");
  expect(run.loss).toHaveLength(60);
  expect(run.layers.map(({ layer, weightNorm }) => [layer, weightNorm.length])).toEqual([1, 2, 3].map((layer) => [layer, 60])); // prettier-ignore
  expect(run.loss.at(-1)!).toBeLessThan(run.loss[0]);
});

test("one step of gradient descent moves a weight by −η·∂C/∂W: the update ratio says by how much", async () => {
  const net = mlp(options);
  const before = net.parameters.map(({ weights }) => weights.slice());
  const { layers } = await train(net, { data, steps: 1, batch: 80, optimizer: sgd(0.5) });
  layers.forEach(({ updateRatio: [updateRatio], weightNorm: [weightNorm] }, i) => {
    const change = Math.hypot(...net.parameters[i].weights.map((w, k) => w - before[i][k]));
    expect(change / (0.5 * weightNorm)).toBeCloseTo(1, 3);
    expect(change / Math.hypot(...before[i]) / updateRatio).toBeCloseTo(1, 3);
  });
});

/** How far every weight matrix moved in one step over all the data. */
async function oneStep(
  net: NetOptions,
  more: Partial<TrainOptions>,
): Promise<{ moved: number[]; norms: number[]; weights: number[] }> {
  const built = mlp(net);
  const before = built.parameters.map(({ weights }) => weights.slice());
  const run = await train(built, { data, steps: 1, batch: 80, optimizer: sgd(1), ...more });
  return {
    moved: built.parameters.map(({ weights }, i) => Math.hypot(...weights.map((w, k) => w - before[i][k]))),
    norms: run.layers.map(({ weightNorm }) => weightNorm[0]),
    weights: before.map((w) => Math.hypot(...w)),
  };
}

test("clip by norm scales all gradients by one factor, so that together they have that norm", async () => {
  const free = await oneStep({ ...options, bias: false }, {});
  const clipped = await oneStep({ ...options, bias: false }, { clip: { norm: 0.01 } });
  expect(Math.hypot(...clipped.moved)).toBeCloseTo(0.01, 5);
  free.moved.forEach((m, i) => expect(clipped.moved[i] / m).toBeCloseTo(0.01 / Math.hypot(...free.moved), 2));
});

test("clip by value bounds every entry; normalizedSgd moves every layer equally far", async () => {
  const built = mlp(options);
  const before = built.parameters.map(({ weights }) => weights.slice());
  await train(built, { data, steps: 1, batch: 80, optimizer: sgd(1), clip: { value: 0.001 } });
  built.parameters.forEach(({ weights }, i) => {
    weights.forEach((w, k) => expect(Math.abs(w - before[i][k])).toBeLessThan(0.0010001));
  });
  for (const m of (await oneStep(options, { optimizer: normalizedSgd(0.05) })).moved)
    expect(m).toBeCloseTo(0.05, 5);
});

test("weight decay shrinks weights alone: at a gradient of 0, by ηλ, beside the gradient or in it", async () => {
  const still = { ...options, outputs: 1 } as const;
  // Gradients cut off at nearly nothing leave the decay alone.
  const { moved, weights } = await oneStep(still, {
    weightDecay: 0.1,
    optimizer: sgd(0.5),
    clip: { value: 1e-30 },
  });
  moved.forEach((m, i) => expect(m / weights[i]).toBeCloseTo(0.05, 4));
  const plain = mlp(still);
  const decayed = mlp(still);
  await train(plain, { data, steps: 1, batch: 80, optimizer: adamw(0.5, { decay: 0 }) });
  await train(decayed, { data, steps: 1, batch: 80, optimizer: adamw(0.5, { decay: 0.1 }) });
  mlp(still).parameters.forEach(({ weights: start }, i) => {
    start.forEach((w, k) => {
      expect(plain.parameters[i].weights[k] - decayed.parameters[i].weights[k]).toBeCloseTo(0.05 * w, 5);
    });
    expect(decayed.parameters[i].biases).toEqual(plain.parameters[i].biases);
  });
});

test("a schedule scales the step", async () => {
  const [full, half] = [await oneStep(options, {}), await oneStep(options, { schedule: () => 0.5 })];
  full.moved.forEach((m, i) => expect(half.moved[i] / m).toBeCloseTo(0.5, 4));
  await expect(
    train(mlp(options), { data, steps: 9, optimizer: sgd(0.1), schedule: cosine() }),
  ).resolves.toMatchObject({ stopped: "finished" });
});

test("validation is looked at on schedule, and ends a run that no longer improves", async () => {
  const run = await train(mlp(options), {
    data,
    steps: 20,
    optimizer: sgd(0.1),
    validation: { data, every: 5 },
  });
  expect([...run.validation.steps]).toEqual([5, 10, 15, 20]);
  const wrong = { ...data, labels: data.labels.map((label) => 1 - label) };
  const early = await train(mlp(options), {
    data,
    steps: 400,
    optimizer: adam(0.05),
    validation: { data: wrong, every: 2, patience: 3 },
  });
  expect(early.stopped).toBe("early");
  expect(early.message).toMatch(/^Stopped early: \d+ of 400 steps.*validation loss was lowest/);
});

test("probes are recorded when asked for, and only then", async () => {
  const run = await train(mlp(options), {
    data,
    steps: 7,
    optimizer: sgd(0.1),
    probes: ["activationStd", "deadShare"],
    probeEvery: 3,
  });
  expect([...run.probes.steps]).toEqual([0, 3, 6]);
  for (const probes of run.probes.layers) {
    expect(Object.keys(probes)).toEqual(["activationStd", "deadShare"]);
    expect(probes.activationStd!.every((std) => std > 0)).toBe(true);
  }
  expect(run.probes.layers).toHaveLength(3);
});

test.each(["batch", "layer"] as const)(
  "%s normalization trains; batch statistics are followed for inference",
  async (normalization) => {
    const net = mlp({ ...options, normalization, dropout: 0.1, residual: { every: 1 } });
    const before = backend().tf.memory().numTensors;
    const run = await train(net, { data, steps: 40, optimizer: adam(0.03), validation: { data, every: 40 } });
    expect(backend().tf.memory().numTensors).toBe(before);
    expect(run.validation.loss[0]).toBeLessThan(run.loss[0]);
    expect(net.parameters[0].runningVariance?.some((v) => v !== 1)).toBe(
      normalization === "batch" ? true : undefined,
    );
  },
);

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
  expect(run.message).toMatch(
    /^Step \d+: .* no longer a finite number in float32\. Try a smaller learning rate/,
  );
});

test("a run that takes all its steps but ends a million times above its start has diverged, and says so", async () => {
  // C = w²/2 falls by (1 − η)² in a step, or rises: a hundredfold for η = 11.
  const line = fromArrays({ inputs: [[1], [-1]], targets: [[0], [0]] });
  const run = (steps: number): Promise<Run> => {
    const net = mlp({ inputs: 1, depth: 0, width: 1, outputs: 1, loss: "squaredError", seed: 1 });
    net.parameters[0].weights[0] = 1;
    return train(net, { data: line, steps, optimizer: sgd(11) });
  };
  const [high, higher] = [await run(4), await run(5)];
  expect(high).toMatchObject({ stopped: "finished", message: expect.stringMatching(/^4 of 4 steps, loss 0.5000 → /) });
  expect(high.loss[3] / 0.5e6).toBeCloseTo(1, 4);
  expect(higher.stopped).toBe("diverged");
  expect(higher.message).toMatch(/^Diverged: 5 of 5 steps, loss 0.5000 → 5.000e\+7. Try a smaller learning rate/);
}); // prettier-ignore

test.each([18, 25])("a loss that float32 does not hold is told by measure and ends a training, also behind %d layers", async (depth) => {
  const net = mlp({ inputs: 2, depth, width: 2, outputs: 2, activation: "linear", loss: "squaredError", init: "orthogonal", seed: 1 });
  net.parameters[0].weights.forEach((w, i, all) => (all[i] = 1e25 * w));
  const { loss } = backpropagation(net, data);
  expect(loss).toBeGreaterThan(1e48);
  expect(measure(net, data).loss / loss).toBeCloseTo(1, 4);
  const run = await train(net, { data, steps: 3, batch: data.points, optimizer: sgd(1e-9) });
  expect(run.stopped).toBe("diverged");
  expect(run.message).toContain(`Step 0: the gradient of layer ${depth + 1} is no longer`);
  expect(run.loss[0] / loss).toBeCloseTo(1, 4);
}); // prettier-ignore

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

test("an interrupt watch notes the first signal only while it is open", async () => {
  const watch = await watchInterrupt();
  expect(watch.requested).toBe(false);
  process.emit("SIGINT");
  expect(watch.requested).toBe(true);
  watch.close();
});

test.each([
  [{ steps: 0 }, "train steps must be a whole number from 1 up; got 0"],
  [{ batch: 81 }, "train batch must be a whole number from 1 to 80; got 81"],
  [{ optimizer: "sgd" }, /train optimizer must be an optimizer; got "sgd"\. Choose one of: sgd\(rate\)/],
  [{ probes: ["norm"] }, /train probes is not a known name; got "norm"\. Choose one of: weightNorm/],
  [{ clip: { norm: 0 } }, "train clip norm must be a finite number above 0; got 0"],
  [
    { validation: { data, patience: 0 } },
    "train validation patience must be a whole number from 1 up; got 0",
  ],
  [{ compile: "always" }, 'train compile must be true or false; got "always"'],
  [{ onStep: "print" }, 'train onStep must be a function; got "print"'],
  [{ rate: 0.1 }, 'train options has no such option; got "rate"'],
])("train with %j throws a typed error before anything runs", async (bad, message) => {
  await expect(train(mlp(options), { data, steps: 5, optimizer: sgd(0.1), ...bad } as never)).rejects.toThrow(
    message,
  );
});

test("squared error learns numbers, and targets are refused by a net of another loss", async () => {
  const points = 64;
  const inputs = Float32Array.from({ length: points }, (_, i) => (i - 32) / 16);
  const targets = inputs.map((x) => Math.sin(x));
  const sine = { name: "sine", inputs, labels: new Int32Array(0), targets, points, features: 1, classes: 0 };
  const net = { ...options, inputs: 1, outputs: 1, loss: "squaredError" } as const;
  const { loss } = await train(mlp(net), { data: sine, steps: 120, optimizer: adam(0.03) });
  expect(loss.at(-1)!).toBeLessThan(loss[0] / 10);
  await expect(
    train(mlp({ ...net, loss: "crossEntropy" }), { data: sine, steps: 1, optimizer: sgd(1) }),
  ).rejects.toThrow(
    'data targets must be probabilities from 0 to 1, unless the net has loss: "squaredError"',
  );
});

test("one example has no statistics to normalize by: batch normalization is refused, as all hidden gradients would be 0", async () => {
  const net = mlp({ ...options, normalization: "batch" });
  const rule = /must be 2 or more with batch normalization/;
  await expect(train(net, { data, steps: 1, batch: 1, optimizer: sgd(0.1) })).rejects.toThrow(rule);
  expect(() =>
    measure(net, { ...data, points: 1, inputs: data.inputs.slice(0, 2), labels: data.labels.slice(0, 1) }),
  ).toThrow(rule);
  const layered = mlp({ ...options, normalization: "layer" });
  const { layers } = await train(layered, { data, steps: 1, batch: 1, optimizer: sgd(0.1) });
  expect(layers[0].weightNorm[0]).toBeGreaterThan(0);
});
