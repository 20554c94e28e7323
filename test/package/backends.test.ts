import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";

const root = resolve(import.meta.dirname, "../..");

/** What every backend is to compute, in a process of its own: one decides on its backend once. */
const program = `
const vg = require("vanishing-gradients");
const data = vg.spirals({ points: 60, seed: 1 });
const plain = { inputs: 2, depth: 4, width: 8, outputs: 2, seed: 3 };
const nets = {
  sigmoid: plain,
  "ReLU, one output": { ...plain, outputs: 1, activation: "relu", init: "heNormal" },
  "GELU, batch normalization": { ...plain, activation: "gelu", normalization: "batch" },
  "tanh, layer normalization, skip connections": { ...plain, activation: "tanh", normalization: "layer", residual: {} },
  "PReLU, dropout": { ...plain, activation: "prelu", dropout: 0.3 },
  "RReLU, squared error": { ...plain, activation: "rrelu", loss: "squaredError" },
};
// Batch normalization takes away a bias's whole effect: its gradient is rounding noise, which rules that divide by its size
// would blow up. So that net gets a rule that does not.
const rules = [vg.sgd(0.1), vg.adam(0.01), vg.nesterov(0.05), vg.rmsprop(0.01), vg.adagrad(0.1), vg.adamw(0.01)];
(async () => {
  const found = { backend: vg.backendReport().name, nets: {} };
  for (const [i, name] of Object.keys(nets).entries()) {
    const net = vg.mlp(nets[name]);
    const { loss, accuracy, layers } = vg.measure(net, data, { probes: ["spectralNorm"] });
    const run = await vg.train(net, { data, steps: 4, batch: 20, optimizer: rules[i], clip: { norm: 10 }, weightDecay: 1e-3 });
    found.nets[name] = {
      measured: [loss, accuracy, ...layers.flatMap(({ log10, float32, ...numbers }) => [numbers, float32].flatMap(Object.values))],
      trained: [...run.loss, ...run.layers.flatMap(({ layer, log10, ...norms }) => Object.values(norms).flatMap((norm) => [...norm]))],
      weights: net.parameters.flatMap((layer) => Object.values(layer).flatMap((values) => [...values])),
    };
  }
  const sequences = vg.adding({ points: 6, steps: 5, seed: 1 });
  const cell = vg.recurrent({ cell: "lstm", inputs: 2, units: 4, outputs: 1, loss: "squaredError", seed: 1 });
  const { loss, steps } = vg.measureThroughTime(cell, sequences);
  const run = await vg.trainRecurrent(cell, { data: sequences, steps: 3, optimizer: vg.adam(0.01) });
  const trained = [...run.loss, ...run.gates.flatMap(({ recurrentNorm, updateRatio }) => [...recurrentNorm, ...updateRatio])];
  found.nets.LSTM = { measured: [loss, ...steps.flatMap((step) => Object.values(step))], trained, weights: [] };
  process.stdout.write("\\n" + JSON.stringify(found));
})();
`;

interface Found {
  backend: string;
  nets: Record<string, Record<"measured" | "trained" | "weights", number[]>>;
}

async function on(backend: string): Promise<Found> {
  const env = { ...process.env, VG_BACKEND: backend };
  const { stdout } = await promisify(execFile)(process.execPath, ["-e", program], { cwd: root, env });
  return JSON.parse(stdout.trim().split("\n").at(-1)!) as Found;
}

describe("the same answers on every backend, to float32's precision", () => {
  const found: Found[] = [];
  beforeAll(async () => {
    for (const backend of ["node", "wasm", "cpu"]) found.push(await on(backend));
  });

  test("each ran on its own", () =>
    expect(found.map(({ backend }) => backend)).toEqual(["node", "wasm", "cpu"]));

  // Gradients differ in size from layer to layer; weights are of order 1, and some small by chance.
  test.each([
    ["measured", 1e-3],
    ["trained", 1e-3],
    ["weights", 0.1],
  ] as const)("what is %s agrees, net by net", (kind, floor) => {
    const [first, ...others] = found;
    for (const [name, numbers] of Object.entries(first.nets)) {
      for (const { backend, nets } of others) {
        const there = nets[name][kind];
        expect(there).toHaveLength(numbers[kind].length);
        const off = numbers[kind].map((x, i) => Math.abs(x - there[i]) / (Math.abs(x) + floor));
        // Sums in another order differ by some 10⁻⁷; layers and steps amplify that.
        expect(Math.max(0, ...off), `${name} on ${backend}`).toBeLessThan(2e-4);
      }
    }
  });
});
