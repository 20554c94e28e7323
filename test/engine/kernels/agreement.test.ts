import { describe, expect, test } from "vitest";
import { mlp, type Net } from "../../../src/architecture/net";
import { backend } from "../../../src/backend/backend";
import type { UpdateRule } from "../../../src/engine/executor";
import { KernelTraining } from "../../../src/engine/kernels/training";
import { xavierNormal } from "../../../src/initializers";
import { adam, momentum, sgd } from "../../../src/optimizers";
import { inSuite } from "../../support/long";
import {
  type Case,
  compare,
  describeAgreement,
  describeFirstSteps,
  DoubleKernels,
  plain,
  run,
} from "../agreement";
import { randomBatch, type Trained, trainBy } from "../graph/support";

/** Kernels that learn the size of a batch at their first one, and begin in float32. */
class Kernels extends KernelTraining {
  constructor(net: Net, rule: UpdateRule) {
    super(net, rule, 1);
  }
}

// The reference's operations are WebAssembly's here, and JavaScript's; the native ones are held together with the graph's.
const elsewhere = backend().name === "node";

describe.skipIf(elsewhere).each([
  ["kernels", Kernels],
  ["kernels of float64", DoubleKernels],
])("%s and the reference train alike", (_, Kernels) => {
  describeAgreement(Kernels, { runs: inSuite(25, { inSoak: 300 }) });

  test.each([1, 2, 5])("a batch of %d examples, and one output", (size) => {
    const net = { ...plain.net, outputs: 1, activation: "prelu" } as const;
    expect(compare(Kernels, { ...plain, size, net })).toBeLessThan(1e-3);
  });

  test("squared error of softmax, whatever the number of outputs", () => {
    const net = { ...plain.net, outputs: 120, output: "softmax", loss: "squaredError" } as const;
    expect(compare(Kernels, { ...plain, net })).toBeLessThan(1e-3);
  });

  test("an activation of the reader's own functions", () => {
    const own = { name: "sine", f: Math.sin, derivative: Math.cos };
    expect(compare(Kernels, { ...plain, net: { ...plain.net, activation: own, normalization: "layer" } })).toBeLessThan(1e-3); // prettier-ignore
  });

  test("an own rule that moves by what it remembers, and exchanges what that is", () => {
    const late = { name: "late", parameters: { rate: 0.1 }, tex: "", slots: [0, 0.01], update: <T>(ops: { scale(a: T, by: number): T }, gradient: T, [older, old]: readonly T[]) => ({ change: ops.scale(older, 0.1), slots: [ops.scale(old, 1), ops.scale(gradient, 1)] }) }; // prettier-ignore
    expect(compare(Kernels, { ...plain, rule: { optimizer: late } })).toBeLessThan(1e-3);
  });
});

describe.skipIf(elsewhere).each([
  ["kernels", Kernels],
  ["kernels of float64", DoubleKernels],
])("%s repeat themselves bit by bit", (_, Kernels) => {
  const wide: Case = {
    ...plain,
    net: { inputs: 32, depth: 6, width: 48, outputs: 10, activation: "relu", init: "heNormal", dropout: 0.1, seed: 3 }, // prettier-ignore
    rule: { optimizer: adam(0.001), clipNorm: 1 },
    size: 64,
  };
  test.each([
    ["a wide net", wide],
    [
      "batch normalization, skip connections, RReLU",
      { ...wide, net: { ...wide.net, width: 24, normalization: "batch", residual: {}, activation: "rrelu" } },
    ],
    [
      "a net whose δ vanishes even in float64",
      { ...wide, net: { ...wide.net, depth: 60, width: 16, init: { name: "normal", variance: 1e-12 } } },
    ],
  ] as const)("%s", (_, one) => {
    const twice = [1, 2].map(() => run(Kernels, one as Case));
    expect(twice[0]).toEqual(twice[1]);
    expect(run(Kernels, one as Case, { lengths: [1] })).toEqual(twice[0]);
  });

  test("a net that is trained between two others' steps has the numbers that it has alone", () => {
    const alone = run(Kernels, plain);
    const other = run(Kernels, { ...plain, rule: { optimizer: sgd(0.3) } });
    expect(run(Kernels, plain)).toEqual(alone);
    expect(other).not.toEqual(alone);
  });
});

describe.skipIf(elsewhere)("kernels", () => {
  const deep: Case = { ...plain, net: { ...plain.net, depth: 40, activation: "sigmoid" } };
  const seen = ({ steps }: Trained): number[] => steps.flatMap(({ loss, layers }) => [loss, ...layers.map(({ weightNorm }) => weightNorm)]); // prettier-ignore

  test("keep to float32 where gradients are in its range: numbers are its own, and near those of float64", () => {
    const [found, wanted] = [run(Kernels, plain), run(DoubleKernels, plain)].map(seen);
    found.forEach((x, k) => expect(Math.abs(x / wanted[k] - 1)).toBeLessThan(1e-5));
    expect(found).not.toEqual(wanted);
  });

  describeFirstSteps(Kernels, { runs: inSuite(300, { inSoak: 3000 }) });

  test("compute in float64 from the first step on where a net magnifies float32's rounding, and keep to float32 where it does not", () => {
    const netOf = (gain: number): Case => ({ ...plain, net: { ...plain.net, depth: 50, width: 16, init: xavierNormal({ gain }) } }); // prettier-ignore
    expect(run(Kernels, netOf(4))).toEqual(run(DoubleKernels, netOf(4)));
    expect(run(Kernels, netOf(1))).not.toEqual(run(DoubleKernels, netOf(1)));
  });

  test("compute in float64 from the first step on where an ε so small asks for squares that float32 does not hold", () => {
    const [tiny, usual] = [1e-30, 1e-8].map((epsilon) => ({ ...plain, rule: { optimizer: adam(0.01, { epsilon }) } })); // prettier-ignore
    expect(run(Kernels, tiny)).toEqual(run(DoubleKernels, tiny));
    expect(run(Kernels, usual)).not.toEqual(run(DoubleKernels, usual));
  });

  test("compute in float64 from the first step on where gradients vanish: to the bit as kernels of float64", () => {
    expect(run(Kernels, deep)).toEqual(run(DoubleKernels, deep));
  });

  test.each([adam(0.01), momentum(0.1), sgd(0.1)])(
    "go on in float64 with what they remember when gradients leave float32's range in between: $name",
    (optimizer) => {
      const net = { ...plain.net, activation: "linear" } as const;
      // Of inputs that small, the first layer's gradient is denormal in float32.
      const trained = [Kernels, DoubleKernels].map((executor) => {
        const trained = mlp(net);
        const batches = Array.from({ length: 9 }, (_, k) => {
          const batch = randomBatch(trained.description, 8, k);
          return k === 4 ? { ...batch, inputs: batch.inputs.map((x) => 2 ** -123 * x) } : batch;
        });
        return trainBy(executor, trained, { optimizer }, batches, [1, 1, 1, 1, 1, 1, 1, 1, 1], [9]);
      });
      const [found, wanted] = trained.map(seen);
      expect(wanted.some((x) => x > 0 && x < 2 ** -122)).toBe(true);
      found.forEach((x, k) => expect(Math.abs(x / wanted[k] - 1)).toBeLessThan(1e-4));
    },
  );
});
