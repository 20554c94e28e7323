import { afterAll, describe, expect, test } from "vitest";
import { mlp, type Net } from "../../src/architecture/net";
import { backend } from "../../src/backend/backend";
import { batchOf } from "../../src/data/batch";
import { spirals } from "../../src/data/spirals";
import { GraphTraining } from "../../src/engine/graph/training";
import { openTraining } from "../../src/engine/open-training";
import { withPassByAutodiff } from "../../src/engine/autodiff-pass";
import { sgd } from "../../src/optimizers";
import { measure } from "../../src/probes/measure";

const data = spirals({ points: 40, seed: 1 });
const batch = batchOf(data);
const shape = { inputs: 2, depth: 5, width: 16, outputs: 2, seed: 7 } as const;
const net = (options: object = {}): Net => mlp({ ...shape, ...options });

// Of itself: where VG_BACKEND asks for TensorFlow, it runs everything.
describe.runIf(backend().kernels === "small")("where TensorFlow is there and nobody asked for it", () => {
  const { session, reason } = openTraining(net({ activation: "tanh" }), { optimizer: sgd(0.1) }, batch.size);
  afterAll(() => session.close());

  test("a small net is trained by kernels, which say so, and is what the graph makes of it", () => {
    expect(session.executor).toBe("kernels");
    expect(reason).toBe("WebAssembly kernels run small steps in float32, on the node backend");
    const graph = new GraphTraining(net({ activation: "tanh" }), { optimizer: sgd(0.1) });
    const batches = Array.from({ length: 20 }, () => batch);
    const ones = batches.map(() => 1);
    const [own, others] = [session, graph].map((one) => one.steps(batches, ones));
    graph.close();
    own.forEach(({ loss }, i) => expect(loss).toBeCloseTo(others[i].loss, 5));
  });

  test("a large one is trained by TensorFlow", () => {
    const { session: large } = openTraining(net({ width: 300 }), { optimizer: sgd(0.1) }, batch.size);
    large.close();
    expect(large.executor).toBe("graph");
  });

  test.each(["relu", "tanh", "gelu", "rrelu"] as const)("a look at a %s net gives autodiff's numbers", (activation) => {
    const own = net({ activation, normalization: "batch" });
    const { layers, loss } = measure(own, data);
    withPassByAutodiff(own, batch, { training: true }, (pass) => {
      expect(loss).toBeCloseTo(pass.loss, 5);
      pass.layers.forEach(({ norms }, l) => {
        expect(Math.abs(layers[l].weightNorm / norms.weightGradient.value - 1)).toBeLessThan(1e-4);
        expect(Math.abs(layers[l].deltaRms / norms.deltaRms.value - 1)).toBeLessThan(1e-4);
      });
    });
  }); // prettier-ignore

  test("where float32 has no slope left, the look shows what float32 alone gives", () => {
    const far = net({ activation: "tanh", depth: 1, width: 4 }).setParameters([
      { biases: [12, 12, 12, 12] },
      {},
    ]);
    const { float32, deltaRms } = measure(far, data).layers[0];
    expect(float32.deltaRms).toBe(0);
    expect(deltaRms).toBeGreaterThan(0);
    expect(deltaRms).toBeLessThan(1e-8);
  });
});
