import { describe, expect, test } from "vitest";
import type { Net } from "../../../src/architecture/net";
import { backend } from "../../../src/backend/backend";
import type { UpdateRule } from "../../../src/engine/executor";
import { KernelTraining } from "../../../src/engine/kernels/training";
import { adam, sgd } from "../../../src/optimizers";
import { inSuite } from "../../support/long";
import { type Case, compare, describeAgreement, plain, run } from "../agreement";

/** Kernels that learn the size of a batch at their first one. */
class Kernels extends KernelTraining {
  constructor(net: Net, rule: UpdateRule) {
    super(net, rule, 1);
  }
}

// The reference's operations are WebAssembly's here, and JavaScript's; the native ones are held together with the graph's.
const elsewhere = backend().name === "node";

describe.skipIf(elsewhere)("kernels and the reference train alike", () => {
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

describe.skipIf(elsewhere)("kernels repeat themselves bit by bit", () => {
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
