import { expect, test } from "vitest";
import { mlp, type Net } from "../../src/architecture/net";
import { delayedRecall } from "../../src/data/delayed-recall";
import { spirals } from "../../src/data/spirals";
import type { Outcome, TrainingSession } from "../../src/engine/executor";
import { sgd } from "../../src/optimizers";
import { measure } from "../../src/probes/measure";
import { recurrent } from "../../src/recurrent/net";
import { runTrainingThroughTime } from "../../src/recurrent/run-training-through-time";
import { trainingLoop } from "../../src/training/loop";
import { planOf } from "../../src/training/options";
import { columnsOf, emptyHistory } from "../../src/training/run";
import { runTraining } from "../../src/training/run-training";

const data = spirals({ points: 40, seed: 1 });
const make = (): Net => mlp({ inputs: 2, depth: 2, width: 6, outputs: 2, activation: "tanh", seed: 5 });
const options = { data, optimizer: sgd(0.1), batch: 10 };

/** The lengths of the blocks in which the loop takes 200 steps of a session that wants 64 at a time, and the saves between them. */
async function blocksOf(net: Net): Promise<(number | "save")[]> {
  const done: (number | "save")[] = [];
  const session: TrainingSession<Outcome, undefined> = {
    executor: "graph",
    block: 64,
    steps(batches) {
      done.push(batches.length);
      return batches.map(() => ({ loss: 1, accuracy: 1 }));
    },
    withPass: () => {
      throw new Error("not asked for");
    },
    evaluate: () => ({ loss: 1, accuracy: 1, rSquared: 0 }),
    save: () => void done.push("save"),
    close() {},
  };
  const plan = planOf({ ...options, steps: 200 }, { name: "train", seed: 1, batch: 10, probes: [], requireData() {} });
  const columns = columnsOf(plan);
  const trainable = {
    net,
    open: () => ({ session, reason: "for this test" }),
    numbers: () => [],
    tell: (_: Outcome, step: number) => net.notify({ source: "train", step, loss: 1, layers: [] }),
    probe: () => [],
  };
  await trainingLoop(trainable, plan, { run: emptyHistory(net.description, columns), columns });
  return done;
} // prettier-ignore

test("blocks stay whole, whoever listens; only where parameters are read they end, and are saved", async () => {
  const whole = [64, 64, 64, 8, "save"];
  expect(await blocksOf(make())).toEqual(whole);
  const net = make();
  const heard: number[] = [];
  net.onGradients(({ step }) => heard.push(step));
  net.onGradients(({ step }) => heard.push(-step), { every: 90 });
  expect(await blocksOf(net)).toEqual(whole);
  expect(heard.filter((step) => step > 0 || Object.is(step, 0))).toEqual(Array.from({ length: 200 }, (_, k) => k));
  expect(heard.filter((step) => step < 0 || Object.is(step, -0))).toEqual([-0, -90, -180]);
  net.onGradients(() => {}, { every: 90, parameters: true });
  expect(await blocksOf(net)).toEqual([1, "save", 64, 26, "save", 64, 26, "save", 19, "save"]);
}); // prettier-ignore

test.each([1, 3, 7])("with parameters: true and every: %d, a listener reads what its step made of them", async (every) => {
  const net = make();
  const seen: [step: number, weights: Float32Array, loss: number][] = [];
  net.onGradients(
    ({ source, step }) => {
      if (source === "train") seen.push([step, net.parameters[1].weights.slice(), measure(net, data).loss]);
    },
    { every, parameters: true },
  );
  await runTraining(net, { ...options, steps: 10 });
  expect(seen.map(([step]) => step)).toEqual(Array.from({ length: Math.ceil(10 / every) }, (_, i) => i * every));
  for (const [step, weights, loss] of seen) {
    const twin = make();
    await runTraining(twin, { ...options, steps: step + 1 });
    expect(weights).toEqual(twin.parameters[1].weights);
    expect(loss).toBe(measure(twin, data).loss);
  }
}); // prettier-ignore

test("the history and the parameters are the same with listeners and without, bit for bit", async () => {
  const [net, twin] = [make(), make()];
  net.onGradients(() => {});
  net.onGradients(() => {}, { every: 4, parameters: true });
  const [run, other] = [await runTraining(net, { ...options, steps: 70 }), await runTraining(twin, { ...options, steps: 70 })];
  expect([run.loss, run.layers]).toEqual([other.loss, other.layers]);
  expect(net.parameters).toEqual(twin.parameters);
}); // prettier-ignore

test("a net that a listener disposes after a step keeps the parameters of that step, where it reads them", async () => {
  const [net, twin] = [make(), make()];
  net.onGradients(({ step }) => step === 6 && net.dispose(), { every: 3, parameters: true });
  const run = await runTraining(net, { ...options, steps: 50 });
  expect([run.stopped, run.stepsDone]).toEqual(["disposed", 7]);
  await runTraining(twin, { ...options, steps: 7 });
  expect(net.parameters).toEqual(twin.parameters);
});

test("recurrent nets have the same listeners", async () => {
  const sequences = delayedRecall({ points: 20, delay: 3, seed: 1 });
  const build = (): ReturnType<typeof recurrent> => recurrent({ cell: "rnn", inputs: sequences.features, units: 4, outputs: 2, seed: 1 }); // prettier-ignore
  const [net, twin] = [build(), build()];
  const seen: number[] = [];
  let read: unknown;
  net.onGradients(({ step }) => seen.push(step), { every: 2 });
  net.onGradients(({ step }) => step === 3 && (read = structuredClone(net.parameters)), { every: 3, parameters: true }); // prettier-ignore
  await runTrainingThroughTime(net, { ...options, data: sequences, steps: 6 });
  await runTrainingThroughTime(twin, { ...options, data: sequences, steps: 4 });
  expect(seen).toEqual([0, 2, 4]);
  expect(read).toEqual(twin.parameters);
});

test("of a look that a listener makes nobody is told; a second function is a second listener, each with its own off-switch", () => {
  const net = make();
  const heard: string[] = [];
  const listener = (): void => {
    heard.push("a look");
    measure(net, data);
  };
  const offs = [net.onGradients(listener), net.onGradients(listener)];
  measure(net, data);
  offs[0]();
  measure(net, data);
  expect(heard).toHaveLength(3);
});

test.each([
  [{ every: 0 }, "onGradients every must be a whole number from 1 up; got 0"],
  [{ every: 2.5 }, "onGradients every must be a whole number from 1 up; got 2.5"],
  [{ parameters: 1 }, "onGradients parameters must be true or false; got 1"],
  [{ evry: 2 }, 'onGradients options has no such option; got "evry"'],
  ["often", "onGradients options must be an object of options"],
])("onGradients with %j is refused", (bad, message) => {
  expect(() => make().onGradients(() => {}, bad as never)).toThrow(message);
});
