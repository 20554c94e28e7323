import { mean } from "d3-array";
import { describe, expect, test } from "vitest";
import { activation, type ActivationName } from "../../../src/activations";
import { mlp } from "../../../src/architecture/net";
import { spirals } from "../../../src/data/spirals";
import { heNormal, type InitializerInput, lecunNormal, normal } from "../../../src/initializers";
import { measure } from "../../../src/probes/measure";
import * as theory from "../../../src/theory";
import { seedsFrom } from "../../support/long";
import { prose } from "../../support/prose";

const stem = "05-how-large-should-weights-be";
const own = { inputs: 2, depth: 20, width: 32, outputs: 2, activation: "relu", seed: 1 } as const;
const predicted = (init: InitializerInput, options: object = {}): theory.MeanField =>
  theory.meanField(mlp({ ...own, init, ...options }));
const factor = (init: InitializerInput, options: object = {}): number => predicted(init, options).factorPerLayer;

describe("numbers in the prose of notebook 05 are what theory gives", () => {
  test("the first layer gets a few billionths, and some hundred thousand times the output's gradient", () => {
    expect(prose(stem, "title")).toMatch(/a few billionths of the gradient .* some hundred thousand times as much/);
    const [least, most] = [0.01, 0.25].map((variance) => predicted(normal({ variance })).layers[0].deltaRms);
    expect(least * 1e9).toBeGreaterThan(2);
    expect(least * 1e9).toBeLessThan(4);
    expect(most).toBeGreaterThan(2e5);
    expect(most).toBeLessThan(5e5);
  });

  test("the four factors are 0.4, 2, 0.7 and 1, and at width 64 the fixed ones are 0.57 and 2.8", () => {
    const [small, large] = [normal({ variance: 0.01 }), normal({ variance: 0.25 })];
    expect([small, large, "xavierNormal", "heNormal"].map((init) => factor(init as InitializerInput).toFixed(1))).toEqual(["0.4", "2.0", "0.7", "1.0"]); // prettier-ignore
    expect(prose(stem, "four-nets-read")).toContain("Variance 0.01 multiplies $\\delta$ by about 0.4 in each layer going back, 0.25 by 2, Xavier by 0.7, He by 1"); // prettier-ignore
    const text = prose(stem, "what-to-try");
    expect(text).toContain(`$\\sqrt{0.32} = ${factor(small, { width: 64 }).toFixed(2)}$ per layer, 0.25 gives ${factor(large, { width: 64 }).toFixed(1)}`); // prettier-ignore
  });

  test("the sigmoid at q = 1 asks for 3.41 forward and 22.3 back, so that LSUV leaves 0.39", () => {
    const { forward, backward } = theory.gains("sigmoid");
    const slope = 1 / backward;
    expect(prose(stem, "backward")).toContain(`$\\sigma_w^2 = ${forward.toFixed(2)}$ and the gradient for $${backward.toFixed(1)}$`); // prettier-ignore
    const q = theory.fixedPoint("sigmoid", { weights: 103 });
    expect(Math.sqrt(theory.chi1("sigmoid", { weights: 103 }))).toBeCloseTo(1, 4);
    expect(prose(stem, "backward")).toContain(`meet at $q = ${q.toFixed(0)}$, with $\\sigma_w = ${Math.sqrt(103).toFixed(0)}$`);
    expect(prose(stem, "lsuv-read")).toContain(`\\sqrt{${forward.toFixed(2)} \\cdot ${slope.toFixed(4)}} = ${Math.sqrt(forward * slope).toFixed(2)}$`); // prettier-ignore
    expect(Math.sqrt(forward * slope) ** 20).toBeLessThan(1e-8);
    expect(prose(stem, "for-a-class")).toContain("$0.39^{20}$ is below a hundred-millionth");
  });

  test("forward and back agree for rectifiers, and for no curved activation on offer at q = 1", () => {
    for (const name of ["linear", "relu", "leakyRelu"] as const) expect(theory.gains(name).forward).toBeCloseTo(theory.gains(name).backward, 10); // prettier-ignore
    for (const name of ["elu", "selu", "gelu", "swish", "mish", "softplus", "softsign", "tanh", "sigmoid"] as const) {
      const { forward, backward } = theory.gains(name);
      expect(Math.abs(forward / backward - 1), name).toBeGreaterThan(0.02);
    }
  });

  test("tanh explodes at a gain of 2 by 1.17 and at 5/3 by 1.10, ReLU loses 0.707 at 1", () => {
    const root = (name: ActivationName, gain: number): string =>
      Math.sqrt(theory.chi1(name, { weights: gain ** 2 })).toFixed(2);
    expect(prose(stem, "knob-read")).toContain(`multiplies $\\delta$ by ${root("tanh", 2)} per layer`);
    expect(prose(stem, "knob-read")).toContain(`gives ${root("tanh", 5 / 3)}: notebook 04`);
    expect(prose(stem, "for-a-class")).toContain(`by ${root("tanh", 2)} per layer`);
    expect(factor(lecunNormal()).toFixed(3)).toBe("0.707");
  });

  test("truncation leaves 0.774 and 0.8796, thirty layers of 0.707 leave 3e-5", () => {
    const variance = theory.truncatedVariance();
    expect(prose(stem, "truncation")).toContain(`= ${variance.toFixed(3)} .`);
    expect(prose(stem, "truncation")).toContain(`$\\sqrt{${variance.toFixed(4)}} = ${Math.sqrt(variance).toFixed(4)}$`);
    expect(factor(heNormal({ truncated: true }))).toBeCloseTo(Math.sqrt(variance), 10);
    expect((Math.SQRT1_2 ** 30).toExponential(0)).toBe("3e-5");
    expect(prose(stem, "race-read")).toContain("$0.707^{30} = 3 \\cdot 10^{-5}$");
  });

  test("biases keep q at 2/(5n) in PyTorch's ReLU net, where a layer takes 1/6 of what tells inputs apart", () => {
    const { layers } = predicted("pytorchDefault", { depth: 40 });
    expect(layers[35].preactivationMeanSquare * 32).toBeCloseTo(2 / 5, 10);
    const variances = { weights: 1 / 3, biases: 1 / 96 };
    const q = theory.fixedPoint("relu", variances);
    expect(variances.weights * 0.5).toBeCloseTo(1 / 6, 12);
    expect(theory.correlationSlope("relu", variances, 1, { variance: q })).toBeCloseTo(1 / 6, 6);
  });

  test("SELU's δ grows by 3.5 % per layer at a gain of 1, and no gain on the slider keeps the sigmoid's", () => {
    expect(Math.sqrt(theory.chi1("selu", { weights: 1 }))).toBeCloseTo(1.035, 3);
    for (const gain of [0.5, 1, Math.SQRT2, 2]) expect(factor(lecunNormal({ gain }), { activation: "sigmoid" })).toBeLessThan(0.5); // prettier-ignore
    expect(factor("heNormal", { activation: "tanh" })).toBeGreaterThan(1.02);
    expect(activation("sigmoid").f(0)).toBe(0.5);
  });

  test("constants in use are off by less than a tenth of a percent, elu and celu by different shares", () => {
    const inUse = { relu: 1.713959, elu: 1.2716, celu: 1.270927, sigmoid: 4.803835, tanh: 1.593912 } as const;
    const off = Object.entries(inUse).map(([name, used]) => used / Math.sqrt(theory.gains(name as ActivationName).centred) - 1); // prettier-ignore
    for (const share of off) expect(Math.abs(share)).toBeLessThan(1e-3);
    for (const z of [-3, -0.2, 0, 1.5]) expect(activation("elu").f(z)).toBeCloseTo(activation("celu").f(z), 14);
  });
});

describe("what notebook 05 says holds for any seed", () => {
  const data = spirals({ points: 100, seed: 1 });
  const measured = (init: InitializerInput, seed: number): number => {
    const { layers } = measure(mlp({ ...own, init, seed }), data);
    return (layers[0].deltaRms / layers[19].deltaRms) ** (1 / 19);
  };
  const seeds = seedsFrom(100);

  test.each(["heNormal", "xavierNormal", "tfjsDefault", "pytorchDefault"] as const)(
    "%s: twenty nets of width 32 have a factor near theory's, and in the mean at most a little below it",
    (init) => {
      const expected = factor(init);
      const found = seeds.map((seed) => measured(init, seed));
      // ln ‖δ‖ of one example has a variance of about 5/(4n) per layer (Hanin & Nica 2019).
      const deviation = Math.sqrt(5 / (4 * 32 * 19));
      for (const one of found) expect(Math.abs(Math.log(one / expected))).toBeLessThan(4 * deviation);
      // The mean of the logarithm lies below, by half of the variance of ln ‖δ‖²; twice that where biases turn the same units on for all.
      const off = mean(found, (one) => Math.log(one / expected))!;
      expect(off).toBeLessThan(0.01);
      expect(off).toBeGreaterThan(-5 / (2 * 32));
    },
  );
});
