import { deviation, mean } from "d3-array";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { activationNames } from "../../../src/activations";
import { mlp } from "../../../src/architecture/net";
import { fromArrays } from "../../../src/data/from-arrays";
import { spirals } from "../../../src/data/spirals";
import { lecunNormal } from "../../../src/initializers";
import { measure } from "../../../src/probes/measure";
import { gradientFactors } from "../../../src/theory/backpropagation/gradient-factors";

const nets = fc.record({
  depth: fc.integer({ min: 0, max: 4 }),
  width: fc.integer({ min: 1, max: 8 }),
  activation: fc.constantFrom(...activationNames),
  seed: fc.integer({ min: 0, max: 1e6 }),
});

describe("gradientFactors(report)", () => {
  test("of one example ‖∂C/∂W‖ is ‖δ‖·‖a‖, of several at most that, in every net", () => {
    const several = spirals({ points: 12, seed: 1 });
    const one = fromArrays({ inputs: [[0.3, -0.8]], labels: [1] });
    fc.assert(
      fc.property(nets, (options) => {
        const net = mlp({ ...options, inputs: 2, outputs: 2, init: "lecunNormal", biasVariance: 0.1 });
        for (const { gradient, product } of gradientFactors(measure(net, several)).layers)
          if (gradient > -Infinity) expect(gradient).toBeLessThanOrEqual(product + 1e-5);
        for (const { gradient, product } of gradientFactors(measure(net, { ...one, classes: 2 })).layers)
          if (gradient > -30) expect(gradient).toBeCloseTo(product, 4);
      }),
      { numRuns: 60, seed: 1 },
    );
  });

  test("the norms are those of a net that is worked out by hand", () => {
    // z = 3x, a = z, y = 2a: of ½(y − t)² with t = 0 δ² = 6x, δ¹ = 12x, over x = 1 and x = 2.
    const net = mlp({ inputs: 1, depth: 1, width: 1, outputs: 1, activation: "linear", loss: "squaredError", seed: 1 }); // prettier-ignore
    net.setParameters([{ weights: [[3]] }, { weights: [[2]] }]);
    const { layers } = gradientFactors(measure(net, fromArrays({ inputs: [[1], [2]], targets: [0, 0] })));
    const rms = Math.sqrt(2.5);
    expect(10 ** layers[0].delta).toBeCloseTo(12 * rms, 4);
    expect(10 ** layers[0].input).toBeCloseTo(rms, 5);
    expect(10 ** layers[0].gradient).toBeCloseTo(12 * 2.5, 4);
    expect(10 ** layers[1].delta).toBeCloseTo(6 * rms, 4);
    expect(10 ** layers[1].input).toBeCloseTo(3 * rms, 5);
    expect(10 ** layers[1].gradient).toBeCloseTo(18 * 2.5, 4);
  });

  test.each(["linear", "relu", "leakyRelu"] as const)(
    "with %s theory's product is the same in every hidden layer, whatever the gain, though both factors change",
    (activation) => {
      for (const gain of [0.5, 1, 2]) {
        const net = mlp({ inputs: 2, depth: 9, width: 16, outputs: 2, activation, init: lecunNormal({ gain }), seed: 1 }); // prettier-ignore
        const { predicted } = gradientFactors(measure(net, spirals({ points: 10, seed: 1 })));
        const square = { linear: 1, relu: 0.5, leakyRelu: (1 + 0.01 ** 2) / 2 }[activation];
        for (let l = 1; l < 8; l++) {
          expect(predicted[l].delta - predicted[l + 1].delta).toBeCloseTo(
            Math.log10(gain ** 2 * square) / 2,
            8,
          );
          expect(predicted[l].product).toBeCloseTo(predicted[l + 1].product, 8);
        }
      }
    },
  );

  test("a ReLU net with variance 1/n has them on average over twenty seeds", () => {
    const draws = Array.from({ length: 20 }, (_, seed) => {
      const net = mlp({ inputs: 2, depth: 12, width: 32, outputs: 2, activation: "relu", init: lecunNormal(), seed }); // prettier-ignore
      const { layers, predicted } = gradientFactors(measure(net, spirals({ points: 40, seed: 1 })));
      const change = (of: typeof predicted, part: "delta" | "input" | "product"): number => of[1][part] - of[11][part]; // prettier-ignore
      return (["delta", "input", "product"] as const).map((part) => ({
        measured: change(layers, part),
        theory: change(predicted, part),
      }));
    });
    for (const part of [0, 1, 2]) {
      const off = draws.map((draw) => draw[part].measured - draw[part].theory);
      // The mean of a logarithm lies below the logarithm of the mean: by up to 5/(4n) per layer (Hanin & Nica 2019).
      const bias = (10 * 1.25) / 32 / Math.LN10;
      expect(Math.abs(mean(off)!)).toBeLessThan(bias + (4 * deviation(off)!) / Math.sqrt(20));
    }
    expect(draws[0].map(({ theory }) => theory)).toEqual([-5, 5, 0].map((x) => expect.closeTo(x * Math.log10(2), 6))); // prettier-ignore
  });

  test("refuses nets whose layers are given something else than the activations below", () => {
    const base = { inputs: 2, depth: 2, width: 4, outputs: 2, seed: 1 };
    const data = spirals({ points: 6, seed: 1 });
    const rule = "must be of a net without dropout and skip connections";
    expect(() => gradientFactors(measure(mlp({ ...base, dropout: 0.1 }), data))).toThrow(rule);
    expect(() => gradientFactors(measure(mlp({ ...base, residual: { every: 1 } }), data))).toThrow(rule);
    expect(() => gradientFactors({} as never)).toThrow("must be what measure(net, data) gives");
  });
});
