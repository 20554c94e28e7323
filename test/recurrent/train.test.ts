import fc from "fast-check";
import { expect, test } from "vitest";
import { adding } from "../../src/data/adding";
import { delayedRecall } from "../../src/data/delayed-recall";
import { spirals } from "../../src/data/spirals";
import { mlp } from "../../src/architecture/net";
import { InvalidArgument } from "../../src/errors";
import { lastRecurrentRun, trainRecurrent as withProgress } from "../../src/notebook/train";
import { adam, adamw, momentum, sgd } from "../../src/optimizers";
import type { RecurrentGradientEvent } from "../../src/recurrent/hooks";
import { measureThroughTime } from "../../src/recurrent/measure-recurrent";
import { type RecurrentNet, recurrent } from "../../src/recurrent/net";
import { runTrainingThroughTime as trainRecurrent } from "../../src/recurrent/run-training-through-time";
import { runTraining as train } from "../../src/training/run-training";
import { parameterList } from "../support/float64-recurrent";
import { settledBytes } from "../support/held-bytes";
import { nets, slopesOf, subject } from "./support";

const data = delayedRecall({ points: 32, delay: 3, seed: 1 });
const shape = { inputs: 3, units: 6, outputs: 2, seed: 2 } as const;

const parametersOf = (net: RecurrentNet): number[][] =>
  parameterList(net).map(({ values }) => Array.from(values));

test.each(["rnn", "lstm", "gru"] as const)(
  "%s learns delayed recall, by kernels on every backend",
  async (cell) => {
    const optimizer = adam(0.05);
    const run = await trainRecurrent(recurrent({ cell, ...shape }), { data, steps: 40, optimizer });
    expect(run.stopped).toBe("finished");
    expect(run.message).toMatch(/^40 of 40 steps, loss .* → /);
    expect(run.accuracy.at(-1)).toBe(1);
    expect(run.timeSteps.map(({ step }) => step)).toEqual(
      Array.from({ length: data.steps }, (_, t) => t + 1),
    );
    for (const { hiddenGradientRms } of run.timeSteps) expect(hiddenGradientRms).toHaveLength(40);
    expect(run.executor).toEqual({ name: "kernels", reason: "WebAssembly kernels run steps in float64, through all time steps and back" }); // prettier-ignore
  },
);

test.each(nets)(
  "%s: training is gradient descent as float64 does it, clipped, decayed and on schedule",
  async (_, options) => {
    const { net, data: noise, start, loss } = subject(options);
    const [rate, decay, steps] = [0.2, 0.03, 4];
    const clip = { norm: 0.3, value: 0.15 };
    const schedule = (step: number): number => 1 / (1 + step);
    // The reference: central differences of a loss written from the papers.
    let expected = start;
    const losses: number[] = [];
    for (let step = 0; step < steps; step++) {
      losses.push(loss(expected));
      const cut = slopesOf(loss, expected).map((slopes) =>
        slopes.map((slope) => Math.max(-clip.value, Math.min(clip.value, slope))),
      );
      const scale = Math.min(1, clip.norm / Math.hypot(...cut.flat()));
      expected = expected.map((values, p) => {
        const isMatrix = parameterList(net)[p].shape.length === 2;
        const pull = (x: number): number => (isMatrix ? decay * x : 0);
        return values.map((x, i) => x - rate * schedule(step) * (scale * cut[p][i] + pull(x)));
      });
    }
    const run = await trainRecurrent(net, { data: noise, steps, optimizer: sgd(rate), schedule, clip, weightDecay: decay }); // prettier-ignore
    run.loss.forEach((value, step) => expect(value).toBeCloseTo(losses[step], 4));
    parametersOf(net).forEach((values, p) =>
      values.forEach((x, i) => expect(Math.abs(x - expected[p][i])).toBeLessThan(2e-5)),
    );
  },
);

test("decay beside the gradient shrinks weights alone, by ηλ", async () => {
  const [plain, decayed] = [recurrent({ cell: "gru", ...shape }), recurrent({ cell: "gru", ...shape })];
  const start = parametersOf(plain);
  await trainRecurrent(plain, { data, steps: 1, optimizer: adamw(0.5, { decay: 0 }) });
  await trainRecurrent(decayed, { data, steps: 1, optimizer: adamw(0.5, { decay: 0.1 }) });
  const after = parametersOf(decayed);
  parameterList(plain).forEach(({ values, shape: dimensions }, p) =>
    values.forEach((x, i) =>
      expect(x - after[p][i]).toBeCloseTo(dimensions.length === 2 ? 0.05 * start[p][i] : 0, 5),
    ),
  );
});

test("the same seed gives the same run, bit for bit, and another shuffling seed another one", async () => {
  const run = async (seed?: number) => {
    const options = { data, steps: 5, batch: 8, optimizer: adam(0.01), ...(seed && { seed }) };
    const { seconds, ...rest } = await trainRecurrent(recurrent({ cell: "gru", ...shape }), options);
    expect(seconds).toBeGreaterThan(0);
    return rest;
  };
  const first = await run();
  expect(await run()).toEqual(first);
  expect((await run(99)).loss).not.toEqual(first.loss);
});

test("each step's gradients are those that measureThroughTime finds in a twin, and onGradients hears them", async () => {
  const [net, twin] = [recurrent({ cell: "lstm", ...shape }), recurrent({ cell: "lstm", ...shape })];
  const [heard, seen]: RecurrentGradientEvent[][] = [[], []];
  const off = net.onGradients((event) => heard.push(event));
  twin.onGradients((event) => seen.push(event));
  const { steps, gates, loss } = measureThroughTime(twin, data);
  const run = await trainRecurrent(net, { data, steps: 2, optimizer: sgd(0.1) });
  expect(heard.map(({ source, step }) => [source, step])).toEqual([["train", 0], ["train", 1]]); // prettier-ignore
  const atStep = <T extends object>(columns: T[], i: number): object[] =>
    columns.map((one) => Object.fromEntries(Object.entries(one).map(([key, value]) => [key, value instanceof Float64Array ? value[i] : value]))); // prettier-ignore
  expect(heard.map(({ timeSteps }) => timeSteps)).toEqual([0, 1].map((i) => atStep(run.timeSteps, i)));
  expect(heard.map((event) => event.gates)).toEqual([0, 1].map((i) => atStep(run.gates, i)));
  expect(seen).toMatchObject([{ source: "measure", step: 0, loss }]);
  run.timeSteps.forEach(({ step, hiddenGradientRms, memoryGradientRms }, t) => {
    expect(step).toBe(t + 1);
    expect(hiddenGradientRms[0] / steps[t].hiddenGradientRms).toBeCloseTo(1, 4);
    expect(memoryGradientRms![0] / steps[t].memoryGradientRms!).toBeCloseTo(1, 4);
  });
  run.gates.forEach(({ gate, recurrentNorm, inputNorm }, i) => {
    expect(gate).toBe(gates[i].gate);
    expect(recurrentNorm[0] / gates[i].recurrentNorm).toBeCloseTo(1, 4);
    expect(inputNorm[0] / gates[i].inputNorm).toBeCloseTo(1, 4);
  });
  off();
  await trainRecurrent(net, { data, steps: 1, optimizer: sgd(0.1) });
  expect(heard).toHaveLength(2);
});

test("probes of time steps are those of the weights at that step, and come only when asked for", async () => {
  const net = recurrent({ cell: "lstm", ...shape });
  const optimizer = sgd(0.5);
  const probes = ["hiddenMean", "keepMean", "cellPath", "hiddenJacobian", "memoryJacobian"] as const;
  const run = await trainRecurrent(net, { data, steps: 7, optimizer, probes, probeEvery: 3 });
  expect([...run.probes.steps]).toEqual([0, 3, 6]);
  const twin = recurrent({ cell: "lstm", ...shape });
  await trainRecurrent(twin, { data, steps: 6, optimizer });
  const { steps } = measureThroughTime(twin, data, { jacobians: data.points });
  run.probes.timeSteps.forEach((columns, t) => {
    expect(Object.keys(columns)).toEqual([...probes]);
    for (const name of ["hiddenMean", "keepMean", "cellPath"] as const)
      expect(columns[name]![2]).toBeCloseTo(steps[t][name]!, 5);
    // Some of the sequences; the report's is the largest of all.
    for (const name of ["hiddenJacobian", "memoryJacobian"] as const) {
      expect(columns[name]![2]).toBeLessThanOrEqual(steps[t][name]! * (1 + 1e-4));
      expect(columns[name]![2]).toBeGreaterThan(0);
    }
  });
  const none = await trainRecurrent(net, { data, steps: 1, optimizer });
  expect(none.probes).toEqual({ steps: new Float64Array(), timeSteps: steps.map(() => ({})) });
});

test("validation is the loss of the net as it then is, and ends a run that no longer improves", async () => {
  const net = recurrent({ cell: "gru", ...shape });
  const held = delayedRecall({ points: 20, delay: 3, seed: 7 });
  const run = await trainRecurrent(net, { data, steps: 12, optimizer: adam(0.02), validation: { data: held, every: 4 } }); // prettier-ignore
  expect([...run.validation.steps]).toEqual([4, 8, 12]);
  const { loss, accuracy } = measureThroughTime(net, held);
  expect(run.validation.loss[2]).toBeCloseTo(loss, 5);
  expect(run.validation.accuracy[2]).toBe(accuracy);
  const wrong = { ...data, labels: data.labels.map((label) => 1 - label) };
  const validation = { data: wrong, every: 2, patience: 3 };
  const early = await trainRecurrent(recurrent({ cell: "gru", ...shape }), { data, steps: 400, optimizer: adam(0.05), validation }); // prettier-ignore
  expect(early.stopped).toBe("early");
  expect(early.message).toMatch(/^Stopped early: \d+ of 400 steps.*validation loss was lowest/);
});

test("clipping by norm limits the step of gradient descent to rate × norm", async () => {
  const sums = adding({ points: 16, steps: 6, seed: 1 });
  const net = recurrent({ ...shape, cell: "rnn", inputs: 2, outputs: 1, loss: "squaredError" });
  const start = parametersOf(net).flat();
  const { gradientNorm } = await trainRecurrent(net, { data: sums, steps: 1, optimizer: sgd(1), clip: { norm: 0.01 } }); // prettier-ignore
  expect(gradientNorm[0]).toBeGreaterThan(0.01);
  const moved = parametersOf(net).flat();
  expect(Math.hypot(...moved.map((x, i) => x - start[i])) / 0.01).toBeCloseTo(1, 3);
});

test("a rate that blows up ends the run with the step, the place in time and the history", async () => {
  const sums = adding({ points: 8, steps: 20, seed: 1 });
  const net = recurrent({ ...shape, cell: "rnn", activation: "linear", inputs: 2, outputs: 1, loss: "squaredError" }); // prettier-ignore
  const run = await trainRecurrent(net, { data: sums, steps: 60, optimizer: sgd(10) });
  expect(run.stopped).toBe("diverged");
  expect(run.message).toMatch(/^Step \d+: .+ is no longer a finite number in float32\. Try a/);
  expect(run.message).toContain(`Step ${run.loss.length - 1}:`);
  expect(run.gradientNorm).toHaveLength(run.stepsDone);
  // The last weights that were still numbers are what stays.
  expect(parametersOf(net).flat().every(Number.isFinite)).toBe(true);
});

test.each([
  // h_t = (2ᵗ − 1)·10³⁰ on inputs of 10³⁰: 2²⁹·10³⁰ is the first above float32's 3.4·10³⁸.
  { breaks: "forward", input: () => 1e30, steps: 40, factor: 2, place: "z at time step 29" },
  // h is 10²⁰, and half its square is beyond float32.
  { breaks: "in the loss", input: () => 1e20, steps: 3, factor: 0, place: "the loss" },
  // ∂C/∂h_T = h_T = 10¹⁸ doubles with every step back: 2⁶⁹·10¹⁸ is the first above 3.4·10³⁸.
  { breaks: "backward", input: (t: number) => (t === 79 ? 1e18 : 0), steps: 80, factor: 2, place: "∂C/∂h at time step 11" }, // prettier-ignore
])("what breaks $breaks is named where it began", async ({ input, steps, factor, place }) => {
  const net = recurrent({ cell: "rnn", activation: "linear", inputs: 1, units: 1, outputs: 1, loss: "squaredError", seed: 1 }); // prettier-ignore
  const { gates, output } = net.parameters;
  gates[0].inputWeights[0] = 1;
  gates[0].recurrentWeights[0] = factor;
  output.weights[0] = 1;
  const inputs = Float32Array.from({ length: steps }, (_, t) => input(t));
  const targets = new Float32Array(1);
  const one = { name: "one", inputs, labels: new Int32Array(0), targets, points: 1, steps, features: 1, classes: 0 }; // prettier-ignore
  const run = await trainRecurrent(net, { data: one, steps: 3, optimizer: sgd(0.1) });
  expect(run.stopped).toBe("diverged");
  expect(run.message).toMatch(new RegExp(`^Step 0: ${place} is no longer a finite number`));
});

test("SIGINT ends a run with its history, and the handler goes with it", async () => {
  const listeners = process.listenerCount("SIGINT");
  const run = await trainRecurrent(recurrent({ cell: "rnn", ...shape }), {
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

test("disposing the net ends its run and its listeners; a disposed net is refused", async () => {
  const net = recurrent({ cell: "rnn", ...shape });
  const options = { data, steps: 50, optimizer: sgd(0.1) };
  const run = await trainRecurrent(net, { ...options, onStep: ({ step }) => void (step === 4 && net.dispose()) }); // prettier-ignore
  expect(run.stopped).toBe("disposed");
  expect(run.loss).toHaveLength(4);
  await expect(trainRecurrent(net, options)).rejects.toThrow(/make a new one with recurrent\(…\)/);
  expect(() => measureThroughTime(net, data)).toThrow(/must not be disposed/);
  expect(() => net.onGradients(() => {})).toThrow(/must not be disposed/);
});

test("in a notebook, onStep hears every step, and the latest run can be had again", async () => {
  const heard: number[] = [];
  const run = await withProgress(recurrent({ cell: "rnn", ...shape }), {
    data,
    steps: 3,
    optimizer: sgd(0.1),
    onStep: ({ step, steps, loss }) => heard.push(step, steps, loss),
  });
  expect(heard).toEqual([...run.loss].flatMap((loss, i) => [i + 1, 3, loss]));
  expect(lastRecurrentRun()).toBe(run);
  const bad = { data, steps: 3, optimizer: sgd(0.1), onStep: "print" } as never;
  await expect(withProgress(recurrent({ cell: "rnn", ...shape }), bad)).rejects.toThrow(InvalidArgument);
});

test.each<[object, string | RegExp]>([
  [{ steps: 0 }, "trainRecurrent steps must be a whole number from 1 up; got 0"],
  [{ batch: 33 }, "trainRecurrent batch must be a whole number from 1 to 32; got 33"],
  [
    { optimizer: "sgd" },
    /trainRecurrent optimizer must be an optimizer; got "sgd"\. Choose one of: sgd\(rate\)/,
  ],
  [{ schedule: 0.5 }, /trainRecurrent schedule must be a schedule; got 0\.5\. Choose one of: cosine\(\)/],
  [{ clip: { norm: -1 } }, "trainRecurrent clip norm must be a finite number above 0; got -1"],
  [{ weightDecay: 2 }, "trainRecurrent weightDecay must be a finite number from 0 to 1; got 2"],
  [{ validation: { data: spirals({ seed: 1 }) } }, /data must be sequences/],
  [
    { validation: { data, patience: 0 } },
    /trainRecurrent validation patience must be a whole number from 1 up/,
  ],
  [{ probes: ["keepMean"] }, /probes is not a known name; got "keepMean"\. Choose one of: hiddenMean, hiddenStd, hiddenJacobian/], // prettier-ignore
  [{ onStep: 1 }, "trainRecurrent onStep must be a function; got 1"],
  [{ rate: 0.1 }, 'trainRecurrent options has no such option; got "rate"'],
])(
  "a trainRecurrent option that breaks a rule is refused before anything runs: case %$",
  async (bad, message) => {
    const net = recurrent({ cell: "rnn", ...shape });
    const options = { data, steps: 5, optimizer: sgd(0.1), ...bad } as never;
    await expect(trainRecurrent(net, options)).rejects.toThrow(message);
    await expect(trainRecurrent(net, options)).rejects.toThrow(InvalidArgument);
  },
);

test("the wrong kind of net is refused by either training", async () => {
  const flat = mlp({ inputs: 3, depth: 1, width: 2, outputs: 2, seed: 1 });
  const options = { data, steps: 1, optimizer: sgd(0.1) };
  await expect(trainRecurrent(flat as never, options)).rejects.toThrow(
    /must be a net that recurrent\(…\) made/,
  );
  await expect(train(recurrent({ cell: "rnn", ...shape }) as never, options)).rejects.toThrow(/must be a net that mlp\(…\) made/); // prettier-ignore
});

test("whatever is thrown at trainRecurrent, it runs or throws InvalidArgument", async () => {
  const anything = fc.record(
    {
      // A whole number of steps is right however large, and would be run.
      steps: fc.oneof(
        fc.integer({ min: -1, max: 2 }),
        fc.anything().filter((x) => !(Number.isInteger(x) && (x as number) > 2)),
      ),
      batch: fc.oneof(fc.integer({ min: -1, max: 40 }), fc.anything()),
      optimizer: fc.oneof(fc.constant(sgd(0.1)), fc.anything()),
      schedule: fc.oneof(fc.constant(() => 0.5), fc.constantFrom(3, "cosine", {})), // prettier-ignore
      clip: fc.oneof(fc.constant({ norm: 1 }), fc.anything()),
      weightDecay: fc.oneof(fc.constant(0.1), fc.anything()),
      probes: fc.oneof(fc.constant(["hiddenStd"]), fc.anything()),
      validation: fc.oneof(fc.constant({ data }), fc.anything()),
      data: fc.oneof(fc.constant(data), fc.anything()),
      onStep: fc.oneof(fc.constant(undefined), fc.string()),
    },
    { requiredKeys: ["steps", "optimizer"] },
  );
  await fc.assert(
    fc.asyncProperty(anything, async (bad) => {
      try {
        await trainRecurrent(recurrent({ cell: "rnn", ...shape }), { data, ...bad } as never);
      } catch (error) {
        expect(error).toBeInstanceOf(InvalidArgument);
      }
    }),
    { numRuns: 200 },
  );
});

test("rounds of build, measure, train and dispose leave none of their memory", async () => {
  const round = async (seed: number): Promise<void> => {
    const net = recurrent({ cell: "lstm", ...shape, seed });
    net.onGradients(() => {});
    measureThroughTime(net, data);
    await trainRecurrent(net, { data, steps: 1, optimizer: adam(0.01), validation: { data, every: 1 }, probes: ["hiddenMean"] }); // prettier-ignore
    net.dispose();
  };
  for (let seed = 0; seed < 10; seed++) await round(seed);
  const before = await settledBytes();
  for (let seed = 10; seed < 40; seed++) await round(seed);
  // A memory of kernels that stayed would be 4 MB in thirty rounds.
  expect((await settledBytes()) - before).toBeLessThan(2 ** 21);
});

test.each([
  ["rnn", sgd(0.1)],
  ["lstm", adam(0.01)],
  ["gru", momentum(0.05)],
] as const)("%s: every gate's update ratio is how far its U went, with clipping, decay and schedule", async (cell, optimizer) => {
  const make = (): RecurrentNet => recurrent({ cell, inputs: 2, units: 5, outputs: 1, loss: "squaredError", seed: 4 });
  const plan = { data: adding({ points: 20, seed: 1, steps: 6 }), optimizer, batch: 10, clip: { norm: 0.5 }, weightDecay: 0.1, schedule: (step: number) => 1 / (step + 1) };
  const [before, after] = [make(), make()];
  await trainRecurrent(before, { ...plan, steps: 3 });
  const { gates } = await trainRecurrent(after, { ...plan, steps: 4 });
  gates.forEach(({ updateRatio }, i) => {
    const [was, is] = [before, after].map(({ parameters }) => parameters.gates[i].recurrentWeights);
    expect(updateRatio[3] / (Math.hypot(...is.map((u, k) => u - was[k])) / Math.hypot(...was))).toBeCloseTo(1, 3);
  });
}); // prettier-ignore

test("clip by norm holds where the squares of gradients are beyond float32", async () => {
  const net = recurrent({ cell: "rnn", activation: "linear", inputs: 2, units: 4, outputs: 1, loss: "squaredError", seed: 4 });
  net.parameters.output.weights.forEach((w, i, all) => (all[i] = w * 1e12));
  const before = parameterList(net).map(({ values }) => values.slice());
  const run = await trainRecurrent(net, { data: adding({ points: 20, seed: 1, steps: 3 }), optimizer: sgd(1), steps: 1, clip: { norm: 1 } });
  expect(run.stopped).toBe("finished");
  expect(run.gradientNorm[0]).toBeGreaterThan(1e20);
  const moved = parameterList(net).flatMap(({ values }, i) => Array.from(values, (x, k) => x - before[i][k]));
  expect(Math.hypot(...moved)).toBeCloseTo(1, 3);
}); // prettier-ignore
