import { readdirSync } from "node:fs";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mlp } from "../../src/architecture/net";
import { backend } from "../../src/backend/backend";
import { spirals } from "../../src/data/spirals";
import { InvalidArgument } from "../../src/errors";
import { normal } from "../../src/initializers";
import { adam, sgd } from "../../src/optimizers";
import { measure } from "../../src/probes/measure";
import type { Run } from "../../src/training/run";
import { runTraining as train } from "../../src/training/run-training";
import { temporaryFolder } from "../support/folders";
import { heldPerRound, settledBytes } from "../support/held-bytes";
import { inSuite } from "../support/long";

const data = spirals({ points: 12, seed: 1 });
const options = { inputs: 2, depth: 1, width: 3, outputs: 2, seed: 1 } as const;

const ROUNDS = inSuite(72, { inSoak: 1000 });
/** Rounds before those that count, in which V8 compiles. */
const WARM = inSuite(60, { inSoak: 100 });

/** Bytes that would stay of each round in which a net is trained, were the net and its run kept: half of them is a leak. */
let leaked = 0;
beforeAll(async () => {
  const kept: unknown[] = [];
  const keep = async (seed: number): Promise<void> => {
    const net = mlp({ ...options, seed });
    kept.push(net, await train(net, { data, steps: 1, optimizer: sgd(0.1) }));
  };
  leaked = await heldPerRound(keep, 60, 3);
});

test("rounds of build, measure, train and dispose leave tensors and memory where they were", async () => {
  const round = async (seed: number): Promise<void> => {
    const net = mlp({ ...options, seed });
    net.onGradients(() => {});
    measure(net, data);
    await train(net, { data, steps: 1, optimizer: adam(0.01) });
    net.dispose();
  };
  for (let seed = 0; seed < WARM; seed++) await round(seed);
  const tensors = backend().tf.memory().numTensors;
  const kept = await heldPerRound(round, ROUNDS);
  expect(backend().tf.memory().numTensors).toBe(tensors);
  expect(kept).toBeLessThan(leaked / 2);
});

/** What the native backend holds of compiled graphs; 0 on the others. */
function sessions(): number {
  const { name, tf } = backend();
  return name === "node" ? (tf as unknown as { node: { getNumOfSavedModels(): number } }).node.getNumOfSavedModels() : 0; // prettier-ignore
}

describe("sessions, temporary files, tensors and memory stay where they were", () => {
  const folder = temporaryFolder();
  const { TMPDIR } = process.env;
  beforeAll(() => void (process.env["TMPDIR"] = folder));
  afterAll(() => {
    if (TMPDIR === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = TMPDIR;
  });
  const held = (): unknown => ({ tensors: backend().tf.memory().numTensors, files: readdirSync(folder) });

  test("over thousands of steps of one net", async () => {
    const steps = (count: number): Promise<Run> =>
      train(mlp(options), { data, steps: count, optimizer: adam(0.01) });
    const length = inSuite(1000, { inSoak: 2000 });
    await steps(500);
    const [before, loaded] = [held(), sessions()];
    // The history itself is let go: only what lies outside it may stay.
    await steps(length).then(() => undefined);
    const bytes = await settledBytes();
    const runs = inSuite(2, { inSoak: 20 });
    for (let k = 0; k < runs; k++) await steps(length).then(() => undefined);
    // A history that stayed would be half a megabyte a run, and more.
    expect(((await settledBytes()) - bytes) / runs).toBeLessThan(300_000);
    expect(held()).toEqual(before);
    expect(sessions()).toBe(loaded);
  });

  test("over hundreds of nets, every tenth of a structure of its own", async () => {
    const round = async (k: number): Promise<void> => {
      const structure = k % 10 === 0 ? { width: 2 + ((k / 10) % 100) } : {};
      // Too small for float32: looked at and trained in float64.
      const small = k % 10 === 5 ? { depth: 4, init: normal({ variance: 1e-26 }) } : {};
      const net = mlp({ ...options, ...structure, ...small, seed: k });
      measure(net, data);
      await train(net, { data, steps: 2, optimizer: sgd(0.1) });
      net.dispose();
    };
    for (let k = 0; k < WARM; k++) await round(k);
    const [before, loaded] = [held(), sessions()];
    const kept = await heldPerRound((k) => round(WARM + k), ROUNDS);
    expect(held()).toEqual(before);
    expect(sessions()).toBeLessThanOrEqual(loaded);
    expect(kept).toBeLessThan(leaked / 2);
  });
});

test("whatever is thrown at train, it runs or throws InvalidArgument, and no tensor stays", async () => {
  const before = backend().tf.memory().numTensors;
  const rule = fc.oneof(fc.constant(sgd(0.1)), fc.anything());
  const anything = fc.record(
    {
      // A whole number of steps is right however large, and would be run.
      steps: fc.oneof(
        fc.integer({ min: -1, max: 2 }),
        fc.anything().filter((x) => !(Number.isInteger(x) && (x as number) > 2)),
      ),
      batch: fc.oneof(fc.integer({ min: -1, max: 20 }), fc.anything()),
      optimizer: rule,
      schedule: fc.oneof(
        fc.constant(() => 0.5),
        fc.constantFrom(3, "cosine", {}),
      ),
      clip: fc.oneof(fc.constant({ norm: 1 }), fc.anything()),
      weightDecay: fc.oneof(fc.constant(0.1), fc.anything()),
      probes: fc.oneof(fc.constant(["sparsity"]), fc.anything()),
      validation: fc.oneof(fc.constant({ data }), fc.anything()),
    },
    { requiredKeys: ["steps", "optimizer"] },
  );
  await fc.assert(
    fc.asyncProperty(anything, async (bad) => {
      try {
        await train(mlp(options), { data, ...bad } as never);
      } catch (error) {
        expect(error).toBeInstanceOf(InvalidArgument);
      }
    }),
    { numRuns: inSuite(150, { inSoak: 1000 }) },
  );
  expect(backend().tf.memory().numTensors).toBe(before);
});
