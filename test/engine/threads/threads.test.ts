import { createContext, Script } from "node:vm";
import { describe, expect, test, vi } from "vitest";
import { mlp } from "../../../src/architecture/net";
import { backend } from "../../../src/backend/backend";
import { DOUBLE, type Format, SINGLE } from "../../../src/engine/kernels/machine";
import type { Speed } from "../../../src/engine/kernels/speed";
import { Choice } from "../../../src/engine/threads/choice";
import { secondOne } from "../../../src/engine/threads/pair";
import { adam } from "../../../src/optimizers";
import { inSuite } from "../../support/long";
import { parametersOf, randomBatch, type Trained } from "../graph/support";
import { always, begun, trainingAt } from "./support";

const options = { inputs: 32, depth: 6, width: 16, outputs: 10, activation: "tanh", init: "xavierNormal", seed: 1 } as const; // prettier-ignore

/** A net's training with batches of a size, as it stands. */
function training(speed: Speed | undefined, size: number, seed = 1, format: Format = DOUBLE) {
  const net = mlp({ ...options, seed });
  const batch = randomBatch(net.description, size);
  const session = new (trainingAt(speed, size, format))(net, { optimizer: adam(0.001) });
  const steps: Trained["steps"] = [];
  return {
    step: () => void steps.push(...session.steps([batch], [1])),
    end(): Trained {
      session.save();
      session.close();
      return { steps, parameters: parametersOf(net) };
    },
  };
}

/** A training, whole. */
function trained(speed: Speed | undefined, size: number, seed?: number, format?: Format): Trained {
  const one = training(speed, size, seed, format);
  for (let k = 0; k < 40; k++) one.step();
  return one.end();
}

describe.skipIf(backend().name !== "cpu")("two threads", () => {
  test("take the steps of one, to the bit, one net after the other and two in turn", async () => {
    const second = await begun();
    const run = vi.spyOn(second, "run");
    for (const size of [128, 64, 200]) expect(trained(always, size)).toEqual(trained(undefined, size));
    // All but each one's first step; an update of so few numbers is not divided.
    expect(run.mock.calls.map(([, section]) => section)).toEqual(Array(3 * 39).fill(0));
    const both = [3, 4].map((seed) => training(always, 128, seed));
    for (let k = 0; k < 40; k++) for (const one of both) one.step();
    expect(both.map((one) => one.end())).toEqual([3, 4].map((seed) => trained(undefined, 128, seed)));
    run.mockRestore();
  });

  test("take the steps of one in float32 too, to the bit, and in turn with steps of float64", async () => {
    const second = await begun();
    const run = vi.spyOn(second, "run");
    for (const size of [128, 64, 200, 77])
      expect(trained(always, size, 1, SINGLE)).toEqual(trained(undefined, size, 1, SINGLE));
    expect(run).toHaveBeenCalled();
    const both = [SINGLE, DOUBLE].map((format) => training(always, 128, 2, format));
    for (let k = 0; k < 40; k++) for (const one of both) one.step();
    expect(both.map((one) => one.end())).toEqual([SINGLE, DOUBLE].map((format) => trained(undefined, 128, 2, format))); // prettier-ignore
    run.mockRestore();
  });

  test("leave what takes more than 256 MB to one", async () => {
    const second = await begun();
    const run = vi.spyOn(second, "run");
    const net = mlp({ inputs: 2, depth: 2, width: 64, outputs: 2, seed: 1 });
    const batch = randomBatch(net.description, 130_000);
    const session = new (trainingAt(always, batch.size))(net, { optimizer: adam(0.001) });
    session.steps([batch, batch, batch], [1, 1, 1]);
    session.close();
    expect(run).not.toHaveBeenCalled();
    run.mockRestore();
  });

  test("that were stopped anywhere in a step are two again, and the next training is right", async () => {
    const wanted = trained(undefined, 128);
    let lost = 0;
    for (let round = 0; round < inSuite(10, { inSoak: 200 }); round++) {
      await begun();
      const { step } = training(always, 128);
      step();
      const context = createContext({ step });
      // As a kernel's interrupt ends a cell, and a debugger: nothing after it runs, no `finally` either.
      expect(() => new Script("for (;;) step()").runInContext(context, { timeout: 5 + round % 5 })).toThrow(/timed out/); // prettier-ignore
      const before = secondOne();
      if (!before) lost++;
      await begun();
      expect(trained(always, 128)).toEqual(wanted);
    }
    // Most of the time goes into steps.
    expect(lost).toBeGreaterThan(0);
  });
});

describe.skipIf(backend().name !== "cpu")("the choice between one thread and two", () => {
  /** How many of so many steps two take, where a step takes so long by one, and by two. */
  function byTwo(choice: Choice, steps: number, took: readonly [one: number, two: number]): number {
    let count = 0;
    for (let k = 0; k < steps; k++) {
      count += Number(choice.byTwo);
      choice.note(took[Number(choice.byTwo)]);
    }
    return count;
  }

  test("is what is faster, in all but a few steps", () => {
    expect(byTwo(new Choice(), 10_000, [1, 0.6])).toBeGreaterThan(9_000);
    expect(byTwo(new Choice(), 10_000, [0.6, 1])).toBeLessThan(1_000);
    expect(byTwo(new Choice(), 10_000, [1, 0.95])).toBeLessThan(1_000);
  });

  test("changes when others have begun to use the processors, or ended", () => {
    const choice = new Choice();
    byTwo(choice, 5_000, [1, 0.6]);
    expect(byTwo(choice, 10_000, [1, 20])).toBeLessThan(1_000);
    expect(byTwo(choice, 10_000, [1, 0.6])).toBeGreaterThan(8_000);
  });

  test("is not changed by one step that was held up", () => {
    const choice = new Choice();
    byTwo(choice, 1_000, [1, 0.6]);
    choice.note(1_000);
    expect(byTwo(choice, 10_000, [1, 0.6])).toBeGreaterThan(9_000);
  });
});
