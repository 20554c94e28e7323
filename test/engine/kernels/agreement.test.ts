import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { activation } from "../../../src/activations";
import type { Net } from "../../../src/architecture/net";
import type { UpdateRule } from "../../../src/engine/executor";
import { KernelTraining } from "../../../src/engine/kernels/training";
import { describeNamed } from "../../../src/named";
import { adam, cosine, sgd, stepDecay, warmup } from "../../../src/optimizers";
import { inSuite } from "../../support/long";
import { activations, type Case, cases, compare, limits, plain, rules, run } from "../agreement";

/** Kernels that learn the size of a batch at their first one. */
class Kernels extends KernelTraining {
  constructor(net: Net, rule: UpdateRule) {
    super(net, rule, 1);
  }
}

describe("kernels and the reference train alike", () => {
  test("whatever the net, its loss, the rule and its schedule: loss, accuracy, norms and all parameters agree", () => {
    const slack: number[] = [];
    fc.assert(
      fc.property(cases, (given) => void slack.push(compare(Kernels, given))),
      { numRuns: inSuite(25, { inSoak: 300 }) },
    );
    // The comparison says something only where rounding is not blown up: so it is in nine cases of ten.
    expect(slack.filter((x) => x < 1e-3).length).toBeGreaterThan(0.9 * slack.length);
  }, 240_000);

  test.each(activations.map((one) => [describeNamed(activation(one)), one] as const))(
    "activation %j",
    (_, one) => {
      compare(Kernels, { ...plain, net: { ...plain.net, activation: one } });
      compare(Kernels, {
        ...plain,
        net: { ...plain.net, activation: one, normalization: "layer", bias: false },
      });
    },
  );

  test.each(rules.map((optimizer) => [optimizer.name, optimizer] as const))(
    "%s, plain and with every kind of clip and decay",
    (_, optimizer) => {
      const schedules = [(): number => 1, cosine(), warmup({ steps: 4, after: stepDecay({ every: 3 }) })];
      limits.forEach((limit, k) => {
        const given = { ...plain, rule: { optimizer, ...limit }, schedule: schedules[k % schedules.length] };
        expect(compare(Kernels, given)).toBeLessThan(1e-3);
      });
    },
  );

  test.each([1, 2, 5])("a batch of %d examples, and one output", (size) => {
    const net = { ...plain.net, outputs: 1, activation: "prelu" } as const;
    expect(compare(Kernels, { ...plain, size, net })).toBeLessThan(1e-3);
  });

  test("squared error of softmax, whatever the number of outputs", () => {
    const net = { ...plain.net, outputs: 120, output: "softmax", loss: "squaredError" } as const;
    expect(compare(Kernels, { ...plain, net })).toBeLessThan(1e-3);
  });

  test("an own rule that moves by what it remembers, and exchanges what that is", () => {
    const late = { name: "late", parameters: { rate: 0.1 }, tex: "", slots: [0, 0.01], update: <T>(ops: { scale(a: T, by: number): T }, gradient: T, [older, old]: readonly T[]) => ({ change: ops.scale(older, 0.1), slots: [ops.scale(old, 1), ops.scale(gradient, 1)] }) }; // prettier-ignore
    expect(compare(Kernels, { ...plain, rule: { optimizer: late } })).toBeLessThan(1e-3);
  });
});

describe("kernels repeat themselves bit by bit", () => {
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
