import { describe, expect, test } from "vitest";
import { mlp } from "../../../src/architecture/net";
import { spirals } from "../../../src/data/spirals";
import { lecunNormal } from "../../../src/initializers";
import * as theory from "../../../src/theory";
import { seedsFrom } from "../../support/long";
import { prose } from "../../support/prose";

/** A number as the prose writes it: m · 10^e. */
const tex = (value: number, digits: number): string => {
  const [mantissa, exponent] = value.toExponential(digits - 1).split("e");
  return `${mantissa} \\cdot 10^{${Number(exponent)}}`;
};

/** Park and Miller's generator, from 0 to 1. */
function pseudoRandom(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

/** The chain of section 4 with the notebook's own values. */
function positiveChain(): { weights: number[]; biases: number[]; activation: "sigmoid"; label: number } {
  const options = { inputs: 1, depth: 20, width: 1, outputs: 1, biasVariance: 1, seed: 7 };
  const { parameters } = mlp({ ...options, activation: "sigmoid", init: lecunNormal() });
  const [weights, biases] = (["weights", "biases"] as const).map((name) => parameters.map((layer) => Math.abs(layer[name][0])));
  return { weights, biases, activation: "sigmoid", label: 0 };
}

describe("numbers in the prose of notebook 02 are what theory gives", () => {
  const stem = "02-what-backprop-multiplies";

  test("a chain of equal sigmoids keeps less than 1 at depth 20, whatever the weight, and more with −5 than with 1", () => {
    const kept = (weight: number): number =>
      10 ** theory.chainFactors({ activation: "sigmoid", weights: [weight], depth: 20 }).run[19][0];
    const text = prose(stem, "e-read");
    expect(text).toContain(`$w = -5$ keeps $${tex(kept(-5), 2)}$, one of $w = 1$ keeps $${tex(kept(1), 1)}$`);
    for (let w = -20; w <= 20; w += 0.01) expect(kept(w)).toBeLessThan(1);
  });

  test("at w = −5.87 a chain's fixed point has the slope −1, and to either side a deep chain keeps less per layer", () => {
    const late = (w: number): number => {
      const { run } = theory.chainFactors({ activation: "sigmoid", weights: [w], depth: 4000 });
      return 10 ** ((run.at(-1)![0] - run.at(-2)![0]) / (4000 / run.length));
    };
    expect(prose(stem, "e-read")).toContain(String.raw`At $w \approx -5.87$ the factor of a late layer even tends to 1`);
    expect(late(-5.87)).toBeGreaterThan(0.999);
    for (const w of [-5.5, -6.5]) expect(late(w)).toBeLessThan(0.97);
  });

  test("at w = 4, b = −2 every factor at a = ½ is 1, and a start at 0.6 costs half in 20 layers", () => {
    const kept = (input: number): number =>
      theory
        .chain({ weights: Array.from({ length: 20 }, () => 4), biases: Array.from({ length: 20 }, () => -2), input })
        .neurons.reduce((product, { weight, slope }) => product * weight * slope, 1);
    expect(prose(stem, "pushes-read")).toContain("a start at 0.6 instead of 0.5 already costs half");
    expect(kept(0.5)).toBeCloseTo(1, 12);
    expect(kept(0.6)).toBeCloseTo(0.525, 3);
  });

  test("averaged over its inputs, no chain of sigmoids that was drawn stretches", () => {
    const random = pseudoRandom(11);
    const between = (low: number, high: number): number => low + (high - low) * random();
    for (let draw = 0; draw < 100; draw++) {
      const size = Math.ceil(between(0, 6));
      const weights = Array.from({ length: size }, () => between(-30, 30));
      const biases = weights.map((w) => between(-30, 30) - w / 2);
      const end = (input: number): number => theory.chain({ weights, biases, input }).neurons.at(-1)!.activation;
      expect(Math.abs(end(1) - end(0))).toBeLessThanOrEqual(1);
      // The factor has one sign: the mean of its size is the size of the mean.
      const signs = [0, 0.3, 0.6, 1].map((input) =>
        Math.sign(theory.chain({ weights, biases, input }).neurons.reduce((product, { weight, slope }) => product * Math.sign(weight * slope), 1)),
      );
      expect(new Set(signs.filter((sign) => sign !== 0)).size).toBeLessThanOrEqual(1);
    }
  });

  test("twenty seeds give the factor that one seed shows, and no bound is broken", () => {
    const data = spirals({ points: 40, seed: 1 });
    const factors = seedsFrom(0).map((seed) => {
      const net = mlp({ inputs: 2, depth: 20, width: 32, outputs: 2, activation: "sigmoid", init: lecunNormal(), seed });
      const layers = theory.gradientBound(net, data);
      for (const { log10 } of layers) expect(log10.deltaRms).toBeLessThanOrEqual(log10.bound + 1e-9);
      return 10 ** ((layers[0].log10.deltaRms - layers[19].log10.deltaRms) / 19);
    });
    const mean = factors.reduce((sum, factor) => sum + factor, 0) / factors.length;
    const spread = Math.sqrt(factors.reduce((sum, factor) => sum + (factor - mean) ** 2, 0) / (factors.length - 1));
    expect(Math.abs(mean - 0.236)).toBeLessThan(4 * (spread / Math.sqrt(factors.length)) + 0.005);
    expect(spread).toBeLessThan(0.02);
    for (const factor of factors) expect(factor).toBeLessThan(0.3);
  });

  test("the first net: × 0.24 per layer under a bound of × 0.48, and δ from 0.5 to 5e-14", () => {
    const net = mlp({ inputs: 2, depth: 20, width: 32, outputs: 2, activation: "sigmoid", init: lecunNormal(), seed: 7 });
    const layers = theory.gradientBound(net, spirals({ points: 200, seed: 1 }));
    const perLayer = (key: "deltaRms" | "bound"): string => ((layers[0][key] / layers[19][key]) ** (1 / 19)).toFixed(2);
    expect(prose(stem, "g-read")).toContain(`it is × ${perLayer("deltaRms")} per layer`);
    expect(prose(stem, "g-bound")).toContain(`**× ${perLayer("bound")} per layer** is what the bound allows`);
    expect(prose(stem, "g-read")).toContain(`from $${layers[20].deltaRms.toFixed(1)}$ to about $${tex(layers[0].deltaRms, 1)}$`);
  });

  test("a wide open neuron has activation 0.99998 and lets 0.0075 % through, in a chain of twenty with weights 1", () => {
    const sweep = Array.from({ length: 121 }, (_, i) => i / 6 - 10);
    const weights = Array.from({ length: 21 }, () => 1);
    const { activations, gradients } = theory.gateSweep({ weights, label: 0, layer: 10, sweep });
    const left = (100 * gradients.at(-1)!) / Math.max(...gradients);
    expect(prose(stem, "c-read")).toContain(`the activation is ${activations.at(-1)!.toFixed(5)} and ${left.toPrecision(2)} %`);
  });

  test("the popular formula is off by 10¹⁴ in layer 1, and a weight above the middle raised by 1 % moves it by 0.4 to 1.1 %", () => {
    const { neurons } = theory.chain(positiveChain());
    const off = neurons.reduce((product, { activation, slope }, l) => product * (l < 20 ? activation / slope : activation), 1);
    expect(prose(stem, "b-read-2")).toContain(`off by a factor of $10^{${Math.round(Math.log10(off))}}$`);
    const hidden = neurons.slice(0, 20);
    const typical = (key: "activation" | "slope"): number => hidden.reduce((sum, neuron) => sum + neuron[key], 0) / 20;
    expect(typical("activation")).toBeCloseTo(0.8, 1);
    expect(typical("slope")).toBeCloseTo(0.16, 1);
    const { changes } = theory.chainSensitivity({ ...positiveChain(), layer: 10 });
    const above = changes.slice(10).map((change) => 100 * Math.abs(change));
    expect(prose(stem, "d-read")).toContain(`by ${Math.min(...above).toFixed(1)} to ${Math.max(...above).toFixed(1)} %`);
  });

  test("five formats lose a quarter per layer after 4.5, 8, 12, 66.5 and 74.5 layers", () => {
    const smallest = { "float8 E4M3": -9, "float8 E5M2": -16, float16: -24, bfloat16: -133, float32: -149 };
    const layers = Object.values(smallest).map((exponent) => -exponent / 2);
    expect(prose(stem, "lens-read")).toContain(`after ${layers.join(", ").replace(/, (?=[^,]*$)/, " and ")} layers`);
    const names = ["float8E4M3", "float8E5M2", "float16", "bfloat16", "float32"] as const;
    const sizes = Array.from({ length: 80 }, (_, l) => 0.25 ** (79 - l));
    const [plain, scaled] = theory.precisionLens(sizes, { formats: names, lossScales: [1, 2 ** 10] }).scales;
    expect(plain.views.map(({ lost }) => 79 - lost)).toEqual(layers.map(Math.floor));
    expect(scaled.views[2].lost).toBe(plain.views[2].lost - 5);
  });

  test("a wide sigmoid net's factor per layer: ¼ at a gain of about 1.07, 0.24 at 1, 0.7 at 5, 1 at about 10", () => {
    const layer = (gain: number): { factor: number; variance: number } => {
      const init = lecunNormal({ gain });
      const net = mlp({ inputs: 100, depth: 60, width: 2, outputs: 1, activation: "sigmoid", init, seed: 1 });
      const { layers } = theory.meanField(net);
      return {
        factor: layers[40].deltaRms / layers[41].deltaRms,
        variance: layers[40].preactivationMeanSquare,
      };
    };
    const { factor, variance } = layer(1);
    expect(prose(stem, "a-read")).toContain(
      `$q^* = ${variance.toFixed(3)}$, so $\\mathbb E\\,\\sigma'^2 = ${(factor ** 2).toFixed(4)}$ and $\\sqrt{\\chi_1} = ${factor.toFixed(3)}$: the ${factor.toFixed(2)} of`,
    );
    expect(prose(stem, "g-bound")).toContain("from a gain of about 1.07 on, the true factor is larger");
    expect(prose(stem, "e-read")).toContain(
      `$\\sqrt{\\chi_1}$ is ${[1, 5, 10].map((gain) => layer(gain).factor.toFixed(2)).join(", ").replace(/, (?=[^,]*$)/, " and ")} at gains of 1, 5 and 10`,
    );
    expect(layer(1.065).factor).toBeLessThan(0.25);
    expect(layer(1.075).factor).toBeGreaterThan(0.25);
    expect(prose(stem, "what-to-try")).toContain(
      `× ${layer(5).factor.toFixed(1)} instead of × ${factor.toFixed(2)}: weights count as much as slopes do. It would take a gain of about 10`,
    );
    expect(layer(9).factor).toBeLessThan(1);
    expect(layer(11).factor).toBeGreaterThan(1);
  });

  test("with h = 0.1 finite differences see derivatives of 1e-14 and lose those of 1e-16; the default step loses both", () => {
    const chain = positiveChain();
    const { weights } = chain;
    const cost = (w: number[]): number => theory.chain({ ...chain, weights: w }).loss;
    const exact = theory.chain(chain).neurons.map(({ gradient }) => Math.abs(gradient));
    const errors = (step?: number): number[] =>
      theory.centralDifferences(cost, weights, step).map((d, l) => Math.abs(Math.abs(d) / exact[l] - 1));
    const [coarse, fine] = [errors(0.1), errors()];
    expect(prose(stem, "b-read")).toContain("with $h = 0.1$ derivatives down to about $10^{-15}$ are in reach");
    const between = (low: number, high: number): number[] =>
      exact.flatMap((g, l) => (g > low && g < high ? [l] : []));
    expect(between(1e-14, 1e-13).length).toBeGreaterThan(0);
    for (const l of between(1e-14, 1e-13)) expect(coarse[l]).toBeLessThan(0.1);
    for (const l of between(0, 3e-16)) expect(coarse[l]).toBeGreaterThan(0.3);
    for (const l of between(0, 1e-12)) expect(fine[l]).toBeGreaterThan(0.1);
  });
});
