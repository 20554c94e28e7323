import { afterEach, describe, expect, test, vi } from "vitest";
import type { NetOptions } from "../../../src/architecture/description";
import { mlp, type Net } from "../../../src/architecture/net";
import { backend } from "../../../src/backend/backend";
import { spirals } from "../../../src/data/spirals";
import type { TrainingSession, UpdateRule } from "../../../src/engine/executor";
import { CompiledOps } from "../../../src/engine/graph/compiled-ops";
import { GraphTraining } from "../../../src/engine/graph/training";
import { adam, cosine, momentum, sgd } from "../../../src/optimizers";
import type { StepEvent, TrainOptions } from "../../../src/training/options";
import type { Run } from "../../../src/training/run";
import { runTraining as train } from "../../../src/training/run-training";
import { inSuite } from "../../support/long";
import { type Case, compare, plain } from "../agreement";
import { holdTo, trueGradients } from "./oracle";
import { randomBatch } from "./support";

afterEach(() => vi.restoreAllMocks());

/** A training that XLA compiles before its first step, and nothing else. */
const compiledFor = (size: number): new (net: Net, rule: UpdateRule) => TrainingSession =>
  class extends GraphTraining {
    constructor(net: Net, rule: UpdateRule) {
      super(net, rule, true, { after: 0, size });
    }

    override close(): void {
      expect(this.note).toBe("; XLA compiled those after step 0");
      super.close();
    }
  };

const norm = { ...plain.net, normalization: "batch", residual: { every: 1, scale: 0.5 } } as const;
const all: Case[] = [
  { ...plain, net: { ...norm, activation: "rrelu", dropout: 0.25 }, rule: { optimizer: adam(0.01), clipNorm: 0.1, clipValue: 0.01, weightDecay: 0.01 }, schedule: cosine() },
  ...inSuite([], { inSoak: (["gelu", "prelu", "softplus", "sigmoid"] as const).map((activation): Case => ({ ...plain, net: { ...plain.net, activation, normalization: "layer" }, rule: { optimizer: momentum(0.05) } })) }),
]; // prettier-ignore

describe.skipIf(backend().name !== "node")("steps that XLA compiles", () => {
  test.each(all)("are the reference's, with all that goes from step to step: %#", (given) => {
    expect(compare(compiledFor(given.size), given)).toBeLessThan(1e-3);
  });

  test("have true norms below float32's range, and go on in float64 where numbers that come forward leave it too", () => {
    const net = mlp({ inputs: 8, depth: 10, width: 8, outputs: 3, activation: "sigmoid", init: { name: "normal", variance: 1e-4 }, seed: 2 }); // prettier-ignore
    const session = new GraphTraining(net, { optimizer: sgd(1e-30) }, true, { after: 0, size: 16 });
    const faint = randomBatch(net.description, 16, 1);
    faint.inputs.set(faint.inputs.map((x) => x / 1e25));
    for (const batch of [randomBatch(net.description, 16), faint]) {
      const [{ layers }] = session.steps([batch], [1]);
      const wanted = trueGradients(net, batch);
      holdTo(layers, wanted.layers, 9e-5);
      expect(layers[0].weightNorm).toBeLessThan(1e-14);
    }
    session.close();
    expect(session.note).toBe("; XLA compiled those after step 0; from step 2 on in float64, as float32 is not precise enough"); // prettier-ignore
  });

  describe("of a run", () => {
    const data = spirals({ points: 64, seed: 1 });
    const options: NetOptions = { inputs: 2, depth: 2, width: 48, outputs: 2, activation: "tanh", seed: 3 };
    const runOf = async (more: Partial<TrainOptions>, net = mlp(options)): Promise<Run> =>
      train(net, { data, steps: 100, batch: 32, optimizer: momentum(0.05), ...more });

    test("begin after the 64th, which says so; listeners see them, and they repeat themselves bit by bit", async () => {
      const events: StepEvent[] = [];
      const net = mlp(options);
      const seen: number[] = [];
      net.onGradients(() => void seen.push(net.parameters[0].weights[0]), { parameters: true });
      const plainly = await runOf({});
      const compiled = await runOf({ compile: true, onStep: (event) => void events.push(event) }, net);
      const again = await runOf({ compile: true });
      expect(plainly.executor.reason).toBe("TensorFlow runs whole steps as one graph");
      expect(compiled.executor.reason).toBe("TensorFlow runs whole steps as one graph; XLA compiled those after step 64"); // prettier-ignore
      expect(events.filter(({ next }) => next).map(({ step }) => step)).toEqual([64]);
      expect(new Set(seen).size).toBe(100);
      expect([...compiled.loss]).toEqual([...again.loss]);
      expect([...compiled.layers[0].weightNorm]).toEqual([...again.layers[0].weightNorm]);
      expect(compiled.loss.slice(0, 64)).toEqual(plainly.loss.slice(0, 64));
      plainly.loss.forEach((loss, k) => expect(Math.abs(compiled.loss[k] / loss - 1)).toBeLessThan(1e-4));
    });

    test("stop at an interrupt, with the net as the last of them left it", async () => {
      const net = mlp(options);
      const onStep = ({ step }: StepEvent): void => void (step === 70 && process.kill(process.pid, "SIGINT"));
      const run = await runOf({ compile: true, steps: 1e6, onStep }, net);
      expect(run.stopped).toBe("interrupted");
      const { weights } = net.parameters[0];
      const same = mlp(options);
      await runOf({ compile: true, steps: run.stepsDone }, same);
      weights.forEach((w, k) => expect(Math.abs(w - same.parameters[0].weights[k])).toBeLessThan(1e-5));
    });

    test("stay TensorFlow's where it has no XLA, which the run says", async () => {
      const node = vi.spyOn(CompiledOps.prototype, "node");
      const { node: written } = Object.getPrototypeOf(CompiledOps.prototype) as CompiledOps;
      node.mockImplementation(function (this: CompiledOps, op, ...more) {
        return written.call(this, op.replace(/^Xla/, "Missing"), ...more);
      });
      const run = await runOf({ compile: true, steps: 130, batch: 16 });
      expect(run.executor.reason).toMatch(/; XLA would not compile them \(.*MissingDynamicUpdateSlice/);
      const plainly = await runOf({ compile: false, steps: 130, batch: 16 });
      expect([...run.loss]).toEqual([...plainly.loss]);
      expect(run.stopped).toBe("finished");
    });
  });
});
