import { expect, test } from "vitest";
import { mlp } from "../../../src/architecture/net";
import { backend } from "../../../src/backend/backend";
import { spirals } from "../../../src/data/spirals";
import { sgd } from "../../../src/optimizers";
import { runTraining } from "../../../src/training/run-training";

const data = spirals({ points: 200, seed: 1 });
const shape = { inputs: 2, depth: 5, width: 32, outputs: 2, activation: "relu", init: "heNormal" } as const;

// Here a layer that is dead in the graph's numbers is on in the float64 pass, whose parameters are rounded to float32.
test.skipIf(backend().name !== "node")("a net of which a layer dies under batch normalization trains on to its end, at gradients of 0", async () => {
  const net = mlp({ ...shape, normalization: "batch", seed: 1 });
  const run = await runTraining(net, { data, steps: 60, batch: 64, optimizer: sgd(10) });
  expect(run).toMatchObject({ executor: { name: "graph" }, stopped: "finished", stepsDone: 60 });
  expect(Array.from(run.loss).every(Number.isFinite)).toBe(true);
  expect(Array.from(run.layers[0].weightNorm).some((norm) => norm === 0)).toBe(true);
}); // prettier-ignore
