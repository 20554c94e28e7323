import { describe, expect, test } from "vitest";
import { mlp, type Net } from "../../src/architecture/net";
import { delayedRecall } from "../../src/data/delayed-recall";
import { spirals } from "../../src/data/spirals";
import { lastRun } from "../../src/notebook/train";
import { train as trainWithProgress } from "../../src/notebook/train";
import { sgd } from "../../src/optimizers";
import { recurrent, type RecurrentNet } from "../../src/recurrent/net";
import { runTrainingThroughTime as trainRecurrent } from "../../src/recurrent/run-training-through-time";
import { runTraining as train } from "../../src/training/run-training";
import { heldBytes, settledBytes } from "../support/held-bytes";
import { inSuite } from "../support/long";

const data = spirals({ points: 40, seed: 1 });
const sequences = delayedRecall({ points: 20, delay: 3, seed: 1 });
const net = (more = {}): Net => mlp({ inputs: 2, depth: 2, width: 6, outputs: 2, activation: "tanh", seed: 5, ...more }); // prettier-ignore
const inTime = (): RecurrentNet => recurrent({ cell: "lstm", inputs: sequences.features, units: 4, outputs: 2, seed: 1 }); // prettier-ignore
const plan = { steps: 20, optimizer: sgd(0.1), batch: 10 };

/** Every column within a history, by its path. */
function columnsOf(value: unknown, path = ""): Record<string, Float64Array> {
  if (value instanceof Float64Array) return { [path]: value };
  if (typeof value !== "object" || value === null || ["/description", "/executor", "/validation", "/probes"].includes(path)) return {};
  return Object.assign({}, ...Object.entries(value).map(([key, part]) => columnsOf(part, `${path}/${key}`)));
} // prettier-ignore

describe.each([
  ["train", (more: object) => train(net(), { ...plan, data, ...more })],
  ["trainRecurrent", (more: object) => trainRecurrent(inTime(), { ...plan, data: sequences, ...more })],
] as const)("%s", (name, run) => {
  test("every: 6 records the steps 0, 6, 12, … and the last, each as the full history has it", async () => {
    const whole = await run({});
    const some = await run({ every: 6 });
    expect([...whole.steps]).toEqual(Array.from({ length: 20 }, (_, step) => step));
    expect([...some.steps]).toEqual([0, 6, 12, 18, 19]);
    expect([some.stepsDone, whole.stepsDone]).toEqual([20, 20]);
    const [all, found] = [columnsOf(whole), columnsOf(some)];
    expect(Object.keys(found)).toEqual(Object.keys(all));
    expect(Object.keys(found).length).toBeGreaterThan(10);
    for (const [path, column] of Object.entries(found))
      expect([...column], path).toEqual([0, 6, 12, 18, 19].map((step) => all[path][step]));
    expect(some.message).toMatch(/^20 of 20 steps, loss .* One step in 6 is recorded\.$/);
    expect(whole.message).not.toContain("recorded");
  });

  test.each([0, 1.5, "all", NaN])("every: %s is refused", async (every) => {
    await expect(run({ every })).rejects.toThrow(`${name} every must be a whole number from 1 up`);
  });
});

test("the history is at hand while the training goes on, in lastRun() too", async () => {
  const lengths: number[][] = [];
  const run = await trainWithProgress(net(), {
    ...plan,
    data,
    onStep: () => void lengths.push([lastRun()!.stepsDone, lastRun()!.loss.length, lastRun()!.layers[2].log10.deltaRms.length]),
  }); // prettier-ignore
  expect(lengths).toEqual(Array.from({ length: 20 }, (_, i) => [i + 1, i + 1, i + 1]));
  expect(lastRun()).toBe(run);
});

test("a broken step is the last row, whatever the stride", async () => {
  const run = await train(net({ activation: "linear", depth: 6 }), { ...plan, data, steps: 200, optimizer: sgd(1000), every: 1000 }); // prettier-ignore
  expect(run.stopped).toBe("diverged");
  expect([...run.steps]).toEqual([0, run.stepsDone - 1]);
  expect(run.message).toContain(`Step ${run.stepsDone - 1}:`);
});

test("ten million steps are not refused: they go on until interrupted, in flat memory", async () => {
  const most = inSuite(2000, { inSoak: 1e6 });
  let middle = 0;
  const until = ({ step }: { step: number }): void => {
    if (step === most / 2) middle = heldBytes();
    if (step === most) process.kill(process.pid, "SIGINT");
  };
  const run = await train(net({ depth: 1, width: 1 }), { ...plan, data, steps: 1e7, onStep: until });
  const growth = (await settledBytes()) - middle;
  expect(run.stopped).toBe("interrupted");
  expect(run.steps.at(-1)).toBe(run.stepsDone - 1);
  const columns = 3 + 8 * 2;
  expect(run.steps.length).toBe(run.stepsDone < 2 ** 23 / columns ? run.stepsDone : Math.ceil(run.stepsDone / 4) + 1);
  // Half the steps as objects took 320 bytes a layer and step, and kept growing.
  expect(growth).toBeLessThan(Math.min((320 * 2 * most) / 3, 64e6));
}, 3_600_000); // prettier-ignore
