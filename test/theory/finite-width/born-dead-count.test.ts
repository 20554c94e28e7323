import { describe, expect, test } from "vitest";
import { mlp, type Net } from "../../../src/architecture/net";
import { spirals } from "../../../src/data/spirals";
import { measure } from "../../../src/probes/measure";
import { bornDeadBand } from "../../../src/theory/finite-width/born-dead-band";
import { bornDeadCount } from "../../../src/theory/finite-width/born-dead-count";
import { bornDeadByLayer } from "../../../src/theory/finite-width/dying-relu";

const data = spirals({ points: 20, seed: 3 });
const shape = { inputs: 2, depth: 8, outputs: 2, activation: "relu", init: "heNormal" } as const;
const drawn = (count: number, options: object): Net[] =>
  Array.from({ length: count }, (_, seed) => mlp({ ...shape, width: 3, ...options, seed }));

describe("bornDeadCount(nets, data)", () => {
  test("counts a net as dead for all inputs exactly where measure finds a layer of dead units alone", () => {
    for (const net of drawn(15, { width: 2 })) {
      const { layers } = bornDeadCount([net], data);
      const dead = measure(net, data).layers.slice(0, -1).map(({ deadShare }) => deadShare === 1); // prettier-ignore
      expect(layers.map(({ all }) => all === 1)).toEqual(dead);
    }
  });

  test.each(["heNormal", "orthogonal", "lecunUniform", "pytorchDefault"] as const)(
    "follows 1 − ∏(1 − 2^−N) for one input, whatever the weights' law and the symmetric biases: %s",
    (init) => {
      const count = 600;
      const { layers } = bornDeadCount(drawn(count, { init }), data);
      bornDeadByLayer([3, 3, 3, 3, 3, 3, 3, 3]).forEach((p, i) => {
        expect(Math.abs(layers[i].one / count - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / count));
      });
    },
  );

  test("does not know the weights' scale: He, Xavier and LeCun lose the same nets", () => {
    const [he, ...others] = (["heNormal", "xavierNormal", "lecunNormal"] as const).map(
      (init) => bornDeadCount(drawn(100, { init }), data).layers,
    );
    for (const other of others) expect(other).toEqual(he);
  });

  test("lies between its bounds for all inputs: not below that all weights of a layer are negative, not above one input", () => {
    const count = 600;
    const { layers } = bornDeadCount(drawn(count, { width: 2 }), data);
    for (const { layer, one, all } of layers) {
      const least = 1 - (1 - 2 ** -4) ** (layer - 1);
      expect(all).toBeLessThanOrEqual(one);
      expect(all / count).toBeGreaterThan(least - 4 * Math.sqrt((least * (1 - least)) / count) - 1e-12);
    }
  });

  test("counts no leaky net, and refuses nets that differ in depth, have no hidden layer or skip them", () => {
    expect(bornDeadCount(drawn(20, { activation: "leakyRelu", width: 1 }), data).layers[7]).toEqual({ layer: 8, one: 0, all: 0 }); // prettier-ignore
    expect(() => bornDeadCount([], data)).toThrow(/list of nets/);
    expect(() => bornDeadCount([...drawn(1, {}), ...drawn(1, { depth: 2 })], data)).toThrow(/equal depth/);
    expect(() => bornDeadCount(drawn(1, { depth: 0, width: 3 }), data)).toThrow(/hidden layer/);
    expect(() => bornDeadCount(drawn(1, { residual: {} }), data)).toThrow(/skip connections/);
  });
});

test("bornDeadBand holds the count of independent nets in about 95 of 100 cases", () => {
  const nets = 30;
  const { layers } = bornDeadBand({ widths: [2, 2, 2], nets });
  expect(layers.map(({ probability }) => probability)).toEqual(bornDeadByLayer([2, 2, 2]));
  const { low, high } = layers[2];
  const within = Array.from({ length: 100 }, (_, group) => {
    const some = Array.from({ length: nets }, (__, i) => mlp({ ...shape, depth: 3, width: 2, seed: nets * group + i })); // prettier-ignore
    const share = bornDeadCount(some, data).layers[2].one / nets;
    return share >= low && share <= high;
  }).filter(Boolean).length;
  // At least 95 % by construction, up to 97 % as counts are whole; 4 standard errors of 100.
  expect(within).toBeGreaterThan(100 * 0.95 - 4 * Math.sqrt(100 * 0.95 * 0.05));
});
