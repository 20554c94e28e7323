import { deviation, mean } from "d3-array";
import { describe, expect, test } from "vitest";
import { type Dropout, effectOf } from "../../src/architecture/dropout";
import { mlp } from "../../src/architecture/net";
import type { Dataset } from "../../src/data/dataset";
import { measure } from "../../src/probes/measure";
import { random } from "../../src/random/random";
import { meanField } from "../../src/theory/mean-field/net-mean-field";
import { inSuite } from "../support/long";

describe("20 layers of SELU with dropout 0.1", () => {
  const SEEDS = inSuite(8, { inSoak: 16 });
  const stream = random(1, "standard normal inputs");
  const inputs = Float32Array.from({ length: 40 * 32 }, () => stream.normal());
  const labels = Int32Array.from({ length: 40 }, (_, i) => i % 2);
  const data: Dataset = { name: "noise", inputs, labels, points: 40, features: 32, classes: 2 };
  const nets = (dropout: Dropout) =>
    Array.from({ length: SEEDS }, (_, seed) =>
      mlp({
        inputs: 32,
        depth: 20,
        width: 64,
        outputs: 2,
        activation: "selu",
        init: "lecunNormal",
        dropout,
        seed,
      }),
    );
  const deviations = (dropout: Dropout): number[] =>
    nets(dropout).map((net) => measure(net, data).layers[19].activationStd);

  test.each([
    ["alpha", 1],
    ["standard", 1.206],
  ] as const)("the deviation with %s dropout is %f, as theory says", (kind, wanted) => {
    const found = deviations({ rate: 0.1, kind });
    const [net] = nets({ rate: 0.1, kind });
    expect(meanField(net).layers[19].activationStd).toBeCloseTo(wanted, 3);
    expect(Math.abs(mean(found)! - wanted)).toBeLessThan((4 * deviation(found)!) / Math.sqrt(SEEDS));
  });
});

test("forward and backward: what is kept is scaled and shifted, what is dropped is constant and lets nothing back", () => {
  const [points, rate] = [4000, 0.3];
  const net = mlp({ inputs: 1, depth: 1, width: 1, outputs: 1, activation: "linear", loss: "squaredError", dropout: { rate, kind: "alpha" }, seed: 1 }); // prettier-ignore
  net.setParameters([
    { weights: [1], biases: [0] },
    { weights: [1], biases: [0] },
  ]);
  const data: Dataset = { name: "ones", inputs: new Float32Array(points).fill(1), labels: new Int32Array(0), targets: new Float32Array(points), points, features: 1, classes: 0 }; // prettier-ignore
  const { loss, layers } = measure(net, data);
  const { gain, kept, dropped } = effectOf({ rate, kind: "alpha" });
  const [on, off] = [(gain + kept) ** 2 / 2, dropped ** 2 / 2];
  const share = (on - loss) / (on - off);
  expect(Math.abs(share - rate)).toBeLessThan(4 * Math.sqrt((rate * (1 - rate)) / points));
  // ∂C/∂w of the hidden layer: the mean of output·gain where it is kept.
  expect(layers[0].weightNorm).toBeCloseTo((1 - share) * (gain + kept) * gain, 4);
  expect(measure(net, data, { mode: "inference" }).loss).toBeCloseTo(0.5, 6);
});
