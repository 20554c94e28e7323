import { describe, expect, test } from "vitest";
import { mlp } from "../../../src/architecture/net";
import { backend } from "../../../src/backend/backend";
import { GraphTraining } from "../../../src/engine/graph/training";
import { ReferenceTraining } from "../../../src/engine/reference-training";
import { adagrad, adam, adamw, momentum, nesterov, normalizedSgd, rmsprop, sgd } from "../../../src/optimizers"; // prettier-ignore
import { xavierNormal } from "../../../src/initializers";
import { inSuite } from "../../support/long";
import { randomBatch, trainBy } from "./support";
import { type Case, compare, describeAgreement, describeFirstSteps, distance, DoubleKernels, plain, run, size, STEPS } from "../agreement"; // prettier-ignore

/** A graph that takes examples by halves, however small the net. */
class HalvedGraph extends GraphTraining {
  protected override get halved(): boolean {
    return true;
  }
}

describe.skipIf(backend().name !== "node")("the graph by halves and the reference train alike", () => {
  describeAgreement(HalvedGraph, { runs: inSuite(8, { inSoak: 200 }) });

  test.each([1, 3, 5])("a batch of %d examples, whose halves are not as large", (size) => {
    for (const normalization of ["none", "batch", "layer"] as const) {
      if (size === 1 && normalization === "batch") continue;
      const given = {
        ...plain,
        size,
        net: { ...plain.net, normalization, dropout: 0.2, activation: "rrelu" },
      } as const;
      expect(compare(HalvedGraph, given)).toBeLessThan(1e-3);
    }
  });

  test("has numbers of its own, and the graph of a middling net is such a one", () => {
    const wide = { ...plain, size: 64, net: { ...plain.net, width: 100 } };
    const [halved, middling] = [run(HalvedGraph, wide), run(GraphTraining, wide)];
    expect(middling).toEqual(halved);
    expect(run(HalvedGraph, { ...wide, net: { ...wide.net, width: 60 } })).not.toEqual(run(GraphTraining, { ...wide, net: { ...wide.net, width: 60 } })); // prettier-ignore
  });
});

describe.skipIf(backend().name !== "node")("the graph, in float32,", () => {
  describeFirstSteps(GraphTraining, { runs: inSuite(30, { inSoak: 1000 }) });

  test("goes on in float64 before the first step of a net that magnifies rounding, and says so; not where δ grows alone", () => {
    const of = (gain: number, activation: "tanh" | "linear") => {
      const net = { ...plain.net, depth: 30, activation, init: xavierNormal({ gain }) };
      const batch = randomBatch(mlp(net).description, 8);
      const [found, wanted] = [NotedGraph, DoubleKernels].map((executor) => trainBy(executor, mlp(net), plain.rule, [batch]).steps[0].layers); // prettier-ignore
      const growth = wanted[0].deltaRms / wanted.at(-1)!.deltaRms;
      const off = Math.max(
        ...found.map(({ weightNorm }, l) => Math.abs(weightNorm / wanted[l].weightNorm - 1)),
      );
      return { note: NotedGraph.noted, growth, off };
    };
    const chaotic = of(4, "tanh");
    expect(chaotic.note).toBe("; from step 1 on in float64, as float32 is not precise enough");
    expect(chaotic.off).toBeLessThan(1e-8);
    const linear = of(2, "linear");
    expect(linear.growth).toBeGreaterThan(1000);
    expect(linear).toMatchObject({ note: undefined });
    expect(linear.off).toBeLessThan(1e-4);
    expect(linear.off).toBeGreaterThan(1e-8);
  });

  test("is held against float64 again after 128 steps, whatever the blocks: a net that has become chaotic goes on in float64", () => {
    const noted = [[256], [64, 7, 57]].map((lengths) => {
      const net = mlp({ ...plain.net, depth: 60, width: 24 });
      const batches = Array.from({ length: 256 }, () => randomBatch(net.description, 8));
      trainBy(NotedGraph, net, { optimizer: grows }, batches, batches.map(() => -1), lengths); // prettier-ignore
      return NotedGraph.noted;
    });
    expect(noted).toEqual(
      [0, 1].map(() => "; from step 129 on in float64, as float32 is not precise enough"),
    );
  });
});

/** A graph whose note can be read when it is closed. */
class NotedGraph extends GraphTraining {
  static noted: string | undefined;

  override close(): void {
    NotedGraph.noted = this.note;
    super.close();
  }
}

/** Makes all weights larger by the same share in each step, where its schedule is below 0. */
const grows = { ...sgd(1e-9), name: "grows", parameters: {}, decay: 0.008 };

describe.skipIf(backend().name !== "node")("the graph and the reference train alike", () => {
  describeAgreement(GraphTraining, { runs: inSuite(8, { inSoak: 200 }) });

  test.each([
    [100, "operations are limited to some of the threads"],
    [400, "products with large matrices are transposed"],
  ] as const)("width %d, where %s", (width, _) => {
    expect(compare(GraphTraining, { ...plain, net: { ...plain.net, depth: 2, width } })).toBeLessThan(1e-3);
  });

  test("a rule of the reader's own that names no rate counts as rate 1 for decay", () => {
    const mine = { ...sgd(0.1), name: "mine", parameters: {}, decay: 0.01 };
    expect(compare(GraphTraining, { ...plain, rule: { optimizer: mine } })).toBeLessThan(1e-3);
    // W ← W − 0.1 ∂C/∂W − 1 · 0.01 W: the first layer's ‖ΔW‖ ÷ ‖W‖ lies within a percent of 0.01 of what the gradient alone gives.
    const [ratio, plainly] = [mine, sgd(0.1)].map(
      (optimizer) => run(ReferenceTraining, { ...plain, rule: { optimizer } }).steps[0].layers[0].updateRatio,
    );
    expect(Math.abs(ratio - plainly)).toBeLessThanOrEqual(0.01 + 1e-7);
    expect(Math.abs(ratio - plainly)).toBeGreaterThan(1e-4);
  });

  test("another rate and batch size, on a graph that is still loaded from before", () => {
    for (const rule of [sgd, momentum, nesterov, adagrad, rmsprop, adam, adamw, normalizedSgd]) {
      run(GraphTraining, { ...plain, rule: { optimizer: rule(0.01) } });
      for (const other of inSuite([{ rate: 0.03, size: 5 }], { inSoak: [{ rate: 0.03, size: 8 }, { rate: 0.002, size: 5 }] })) // prettier-ignore
        expect(compare(GraphTraining, { ...plain, rule: { optimizer: rule(other.rate) }, size: other.size })).toBeLessThan(1e-3); // prettier-ignore
    }
  });

  test("batch normalization's running statistics follow the batches alike, and are what is measured with at test", () => {
    const given: Case = { ...plain, net: { ...plain.net, normalization: "batch", activation: "relu" } };
    const [found, wanted] = [GraphTraining, ReferenceTraining].map((executor) => run(executor, given));
    for (const name of ["runningMean", "runningVariance"]) {
      for (const layer of [1, 2, 3]) {
        const [a, b] = [found, wanted].map(({ parameters }) => parameters[`layer ${layer} ${name}`]);
        expect(distance(a, b)).toBeLessThan(1e-5 * size(b));
        expect(distance(b, mlp(given.net).parameters[layer - 1][name as "runningMean"]!)).toBeGreaterThan(0.01); // prettier-ignore
      }
    }
  });

  test("the accuracy of a net that predicts numbers is NaN, as there are no classes", () => {
    const given: Case = { ...plain, net: { ...plain.net, loss: "squaredError" } };
    for (const executor of [GraphTraining, ReferenceTraining])
      expect(run(executor, given).steps.map(({ accuracy }) => accuracy)).toEqual(
        Array(STEPS).fill(Number.NaN),
      );
  });
});

describe.skipIf(backend().name !== "node")("the graph repeats itself bit by bit", () => {
  const wide: Case = {
    ...plain,
    net: { inputs: 32, depth: 6, width: 128, outputs: 10, activation: "relu", init: "heNormal", dropout: 0.1, seed: 3 }, // prettier-ignore
    rule: { optimizer: adam(0.001), clipNorm: 1 },
    size: 128,
  };
  const given = [
    ["a wide net", wide],
    [
      "batch normalization, skip connections, RReLU",
      { ...wide, net: { ...wide.net, width: 24, normalization: "batch", residual: {}, activation: "rrelu" } },
    ],
    [
      "a net whose δ vanishes",
      { ...wide, net: { ...wide.net, depth: 60, width: 16, activation: "sigmoid", init: "xavierNormal" } },
    ],
    [
      "a net that is driven into saturation",
      {
        ...wide,
        net: { inputs: 8, depth: 3, width: 16, outputs: 4, activation: "tanh", seed: 4 },
        rule: { optimizer: adam(3) },
        size: 16,
      },
    ],
  ] as const;

  test.each(given)(
    "%s: the same seed gives the same numbers, however the steps are divided into calls",
    (_, one: Case) => {
      const whole = run(GraphTraining, one);
      for (const lengths of [[STEPS], [1], [5, 2]])
        expect(run(GraphTraining, one, { lengths })).toEqual(whole);
    },
  );
});
