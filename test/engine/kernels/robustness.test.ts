import { describe, expect, test } from "vitest";
import { mlp } from "../../../src/architecture/net";
import { backend } from "../../../src/backend/backend";
import { withPassInKernels } from "../../../src/engine/kernels/look";
import { TooLarge } from "../../../src/engine/kernels/machine";
import { KernelTraining } from "../../../src/engine/kernels/training";
import { openTraining } from "../../../src/engine/open-training";
import { adam, sgd } from "../../../src/optimizers";
import { heldBytes } from "../../support/held-bytes";
import { inSuite } from "../../support/long";
import { jitter, parametersOf, randomBatch } from "../graph/support";

const small = { inputs: 3, depth: 2, width: 5, outputs: 2, activation: "tanh", seed: 1 } as const;
const MEGABYTE = 2 ** 20;

describe.skipIf(backend().name !== "cpu")("memory", () => {
  test("stays as it is over ten thousand steps", () => {
    const net = mlp(small);
    const batches = [0, 1, 2].map((k) => randomBatch(net.description, 7, k));
    const session = new KernelTraining(net, { optimizer: adam(1e-4) }, 7);
    const take = (count: number): void => {
      for (let k = 0; k < count; k++) session.steps([batches[k % 3]], [1]);
    };
    take(500);
    const before = heldBytes();
    take(10_000);
    expect(heldBytes() - before).toBeLessThan(MEGABYTE);
    session.close();
  });

  test("stays as it is over hundreds of nets, a thousand in the soak, trained and looked at", () => {
    const one = (seed: number): void => {
      const net = mlp({ ...small, seed, width: 3 + (seed % 7), depth: 1 + (seed % 3) });
      const batch = randomBatch(net.description, 9);
      const session = new KernelTraining(net, { optimizer: sgd(0.1) }, 9);
      session.steps([batch, batch], [1, 1]);
      session.withPass(batch, ({ loss }) => loss);
      session.close();
    };
    for (let seed = 0; seed < 50; seed++) one(seed);
    const before = heldBytes();
    for (let seed = 0; seed < inSuite(200, { inSoak: 1000 }); seed++) one(seed);
    expect(heldBytes() - before).toBeLessThan(MEGABYTE);
  });

  test("grows under arrays that were read before, and the numbers stay right", () => {
    const net = jitter(mlp(small));
    const batch = randomBatch(net.description, 7);
    const alone = withPassInKernels(net, batch, { training: true }, ({ layers }) => layers.map(({ delta }) => [...delta])); // prettier-ignore
    const large = mlp({ ...small, width: 200, depth: 6 });
    const inside = withPassInKernels(net, batch, { training: true }, ({ layers }) => {
      withPassInKernels(large, randomBatch(large.description, 500), { training: true }, ({ loss }) => loss);
      return layers.map(({ delta }) => [...delta]);
    });
    expect(inside).toEqual(alone);
  });

  test("of a training that goes on with larger batches: parameters and averages stay where they are", () => {
    const [net, again] = [mlp(small), mlp(small)];
    const sizes = [7, 900, 7, 40];
    const batches = sizes.map((size, k) => randomBatch(net.description, size, k));
    const session = new KernelTraining(net, { optimizer: adam(0.01) }, 7);
    for (const batch of batches) session.steps([batch], [1]);
    session.save();
    session.close();
    const largest = new KernelTraining(again, { optimizer: adam(0.01) }, 900);
    largest.steps(batches, [1, 1, 1, 1]);
    largest.save();
    largest.close();
    expect(parametersOf(net)).toEqual(parametersOf(again));
  });

  test("that WebAssembly does not have: the reference takes the steps and says so; a look is refused before anything is allocated", () => {
    const net = mlp(small);
    const before = heldBytes();
    const { session, reason } = openTraining(net, { optimizer: sgd(0.1) }, 10_000_000);
    expect(session.executor).toBe("reference");
    expect(reason).toMatch(
      /^WebAssembly cannot hold a step: it takes \d+\.\d GB in float64, and WebAssembly is given 2\.1 GB at most$/,
    );
    session.close();
    const size = 1_000_000;
    const batch = { inputs: new Float32Array(3 * size), labels: new Int32Array(size), size };
    const deep = mlp({ ...small, depth: 50 });
    const look = (): number => withPassInKernels(deep, batch, { training: true }, ({ loss }) => loss);
    expect(look).toThrow(TooLarge);
    // A page has nothing else to run it.
    expect(look).toThrow(
      /^net and batch must .* WebAssembly is given 2\.1 GB at most; got "[\d.]+ GB in float64"$/,
    );
    expect(heldBytes() - before).toBeLessThan(20 * size);
  });
});

describe.skipIf(backend().name === "node")("the executor of a training on this backend", () => {
  test.each([
    ["tanh", "tanh"],
    ["a reader's own function", { name: "own", f: Math.sin, derivative: Math.cos }],
  ] as const)("kernels, for %s", (_, activation) => {
    const { session, reason } = openTraining(mlp({ ...small, activation }), { optimizer: sgd(0.1) }, 8);
    session.close();
    expect(session.executor).toBe("kernels");
    expect(reason).toMatch(/^WebAssembly kernels run steps in float32, on the (wasm|cpu) backend$/);
  });

  test.each([
    ["gradients vanish", { depth: 40, activation: "sigmoid" }, sgd(0.1)],
    ["an ε so small needs float64", {}, adam(0.01, { epsilon: 0 })],
  ] as const)("it says from which step on it computes in float64, and why: %s", (_, options, optimizer) => {
    const net = mlp({ ...small, ...options });
    const { session } = openTraining(net, { optimizer }, 8);
    const batch = randomBatch(net.description, 8);
    session.steps([batch, batch], [1, 1]);
    session.close();
    expect(session.note).toBe("; from step 1 on in float64, as float32 is not precise enough");
  });

  test("a forward pass beyond float32 on both sides is right: steps are taken, with the numbers of float64", () => {
    for (const scale of [1e-30, 1e30]) {
      const net = mlp({ ...small, activation: "relu", bias: false, depth: 3 });
      const other = mlp({ ...small, activation: "relu", bias: false, depth: 3 });
      net.parameters[0].weights.forEach((w, i, all) => (all[i] = w * scale));
      net.parameters[1].weights.forEach((w, i, all) => (all[i] = w * scale));
      net.parameters[2].weights.forEach((w, i, all) => (all[i] = (w / scale) * 1));
      net.parameters[3].weights.forEach((w, i, all) => (all[i] = w / scale));
      const batch = randomBatch(net.description, 8);
      const [found, plain] = [net, other].map((one) => {
        const { session } = openTraining(one, { optimizer: sgd(1e-12) }, 8);
        const [result] = session.steps([batch], [1]);
        session.close();
        return result;
      });
      expect(found.broken).toBeUndefined();
      expect(found.loss / plain.loss).toBeCloseTo(1, 5);
      // ∂C/∂W of a layer times ‖W‖ does not depend on such scales.
      const factors = [scale, scale, 1 / scale, 1 / scale];
      found.layers.forEach(({ weightNorm }, l) =>
        expect((weightNorm * factors[l]) / plain.layers[l].weightNorm).toBeCloseTo(1, 5),
      );
    }
  });
});
