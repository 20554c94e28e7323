import { describe, expect, test } from "vitest";
import { activation } from "../../../src/activations";
import { convertActivation } from "../../../src/architecture/conversion";
import { mlp, type Net } from "../../../src/architecture/net";
import type { NetOptions } from "../../../src/architecture/description";
import { runComparison } from "../../../src/comparison/run-comparison";
import { fromArrays } from "../../../src/data/from-arrays";
import { spirals } from "../../../src/data/spirals";
import { lecunNormal } from "../../../src/initializers";
import { momentum } from "../../../src/optimizers/momentum";
import { measure } from "../../../src/probes/measure";
import { random } from "../../../src/random/random";
import * as theory from "../../../src/theory";
import { prose } from "../../support/prose";

const stem = "10-cures-in-the-architecture";
const data = spirals({ points: 200, seed: 1 });
const both = { inputs: 2, outputs: 2, width: 16, init: "xavierNormal" } as const;
const sigmoids = (change: Partial<NetOptions> = {}) => (seed: number): Net =>
  mlp({ ...both, depth: 8, activation: "sigmoid", ...change, seed });
const relus = (change: Partial<NetOptions> = {}) => (seed: number): Net =>
  mlp({ ...both, depth: 30, activation: "relu", ...change, seed });
const centred = (seed: number): Net => {
  const { description, parameters } = convertActivation(sigmoids({ activation: "tanh" })(seed));
  return mlp(description).setParameters(parameters);
};
const block = { activation: Array.from({ length: 30 }, (_, i) => (i % 2 === 0 ? "relu" : "linear") as "relu" | "linear"), residual: { every: 2 } }; // prettier-ignore

const moments = (name: "sigmoid" | "tanh" | "relu"): { square: number; slope: number } => {
  const { f, derivative, kinks } = activation(name);
  return { square: theory.expectation((z) => f(z) ** 2, { kinks }), slope: theory.expectation((z) => derivative(z) ** 2, { kinks }) }; // prettier-ignore
};

describe("numbers in the prose of notebook 10 are what theory gives", () => {
  test("the factors of both nets, and over all their layers", () => {
    const predicted = [sigmoids()(1), relus()(1)].map((net) => theory.meanField(net));
    expect(predicted.map(({ factorPerLayer }) => factorPerLayer.toFixed(2))).toEqual(["0.24", "0.71"]);
    for (const { layers } of predicted) expect(layers[0].deltaRms / layers.at(-2)!.deltaRms / 4e-5).toBeCloseTo(1, 0);
    expect(prose(stem, "patients-read")).toContain("Theory says 0.24 and 0.71");
    expect(prose(stem, "patients-read")).toContain("$4\\cdot10^{-5}$ in both");
  });

  test("normalization's factors", () => {
    const text = prose(stem, "normalization");
    const factor = theory.batchNormalizationFactor("relu");
    expect(text).toContain(`= ${factor.toFixed(3)}`);
    expect(text).toContain(`$(\\pi/(\\pi-1))^{15} = ${(factor ** 30).toFixed(0)}$`);
    const { square, slope } = moments("sigmoid");
    expect(Math.sqrt(slope / square)).toBeCloseTo(0.39, 2);
    expect(theory.batchNormalizationFactor("sigmoid")).toBeCloseTo(1.02, 2);
    const net = sigmoids({ normalization: "batch" })(1);
    const { factorPerLayer } = theory.meanField(net, { inputMeanSquare: measure(net, data).inputMeanSquare });
    expect(prose(stem, "normalized-read")).toContain(`\`diagnose\` said ${factorPerLayer.toFixed(2)}`);
    expect(prose(stem, "what-to-try")).toContain(`$${factor.toFixed(3)}^{40} = 2100$`);
    expect(Math.round(factor ** 40 / 100)).toBe(21);
  });

  test("batch normalization of sigmoids grows with two features and is level with 64", () => {
    const { normal } = random(1, "features");
    const wide = fromArrays({
      inputs: Array.from({ length: 200 }, () => Array.from({ length: 64 }, () => normal())),
      labels: Array.from({ length: 200 }, (_, i) => i % 2),
    });
    const factor = (net: Net, on: typeof data): number => {
      const layers = measure(net, on).layers.slice(1, -1);
      return (layers[0].deltaRms / layers.at(-1)!.deltaRms) ** (1 / (layers.length - 1));
    };
    const change = { normalization: "batch", width: 32 } as const;
    expect(factor(sigmoids(change)(1), data)).toBeGreaterThan(1.25);
    expect(Math.abs(factor(sigmoids({ ...change, inputs: 64 })(1), wide) - 1.02)).toBeLessThan(0.08);
  });

  test("skips, scaled skips and the places of the norm", () => {
    expect(prose(stem, "skipped-read")).toContain(`$1.5^{14} = ${(1.5 ** 14).toFixed(0)}$`);
    const text = prose(stem, "norm-place");
    for (const [name, quoted] of [["relu", "exactly 1"], ["tanh", "1.0435"], ["sigmoid", "0.7592"]] as const) { // prettier-ignore
      const { square, slope } = moments(name);
      const factor = Math.sqrt((1 + slope / square) / 2);
      expect(text).toContain(quoted);
      expect(factor).toBeCloseTo(name === "relu" ? 1 : Number(quoted), 4);
    }
    const pairs = prose(stem, "for-a-class");
    expect(pairs).toContain("$2^{50} = 1.1\\cdot10^{15}$");
    expect(2 ** 50 / 1.1e15).toBeCloseTo(1, 1);
    expect(pairs).toContain(`= ${Math.sqrt(1.01 ** 100).toFixed(2)}$; $\\sqrt{101} = ${Math.sqrt(101).toFixed(2)}$`);
  });

  test("the edge of stability and cosh", () => {
    expect(prose(stem, "steps-of-relus-read")).toContain(`\\sqrt{35.99^2 + 4} = ${Math.hypot(35.99, 2).toFixed(2)}$`);
    expect((2 / Math.cosh(10)) * 1e4).toBeCloseTo(1.8, 1);
    expect((20 / Math.sinh(10)) * 1e3).toBeCloseTo(1.8, 1);
    expect(Math.SQRT1_2 ** 30 * 1e5).toBeCloseTo(3, 0);
  });

  test("a straight line gets three of four right", async () => {
    const training = { steps: 300, batch: 200, optimizer: momentum(0.1), every: 50 };
    const { rows } = await runComparison({ depth: [0] }, { data, seeds: 1, training });
    expect(Math.abs(rows[0].accuracy.mean - 0.75)).toBeLessThan(0.03);
  });
});

describe("what notebook 10 says of its nets holds for other seeds", () => {
  const seeds = [11, 12, 13, 14];
  const factorOf = (make: (seed: number) => Net): number => {
    const all = seeds.map((seed) => {
      const layers = measure(make(seed), data).layers.slice(0, -1);
      return Math.log(layers[0].deltaRms / layers.at(-1)!.deltaRms) / (layers.length - 1);
    });
    return Math.exp(all.reduce((sum, one) => sum + one, 0) / all.length);
  };

  test("the factors per layer before the training", () => {
    expect(Math.abs(factorOf(sigmoids()) - 0.23)).toBeLessThan(0.04);
    expect(Math.abs(factorOf(sigmoids({ init: lecunNormal({ gain: 4 }) })) - 0.6)).toBeLessThan(0.08);
    expect(Math.abs(factorOf(centred) - 0.87)).toBeLessThan(0.1);
    expect(Math.abs(factorOf(sigmoids({ normalization: "layer" })) - 0.42)).toBeLessThan(0.06);
    expect(Math.abs(factorOf(relus({ init: "heNormal" })) - 0.95)).toBeLessThan(0.06);
    expect(factorOf(relus({ normalization: "batch" })) ** 29).toBeGreaterThan(500);
    expect(factorOf(relus(block))).toBeGreaterThan(1.03);
  });

  test("the deep net stays at ln 2, and learns with scaled skips and with the norm before the branch; unscaled skips diverge", async () => {
    const net = {
      "as found": relus(),
      skips: relus(block),
      scaled: relus({ ...block, residual: { every: 2, scale: 1 / Math.sqrt(15) } }),
      "pre-norm": relus({ ...block, normalization: "layer" }),
    };
    const training = { steps: 250, batch: 50, optimizer: momentum(0.02), every: 50 };
    const { rows } = await runComparison({ net }, { data, seeds: seeds.slice(0, 2), training });
    const [found, skips, scaled, pre] = rows;
    expect(Math.abs(found.loss.mean - Math.LN2)).toBeLessThan(0.02);
    expect(skips.runs.some(({ stopped }) => stopped === "diverged")).toBe(true);
    for (const { accuracy } of [scaled, pre]) expect(accuracy.mean).toBeGreaterThan(0.93);
  });

  test("the shallow net stays at ln 2 without centring over examples, and learns with it", async () => {
    const net = { "as found": sigmoids(), layer: sigmoids({ normalization: "layer" }), centred, batch: sigmoids({ normalization: "batch" }) };
    const training = { steps: 250, batch: 50, optimizer: momentum(0.04), every: 50 };
    const { rows } = await runComparison({ net }, { data, seeds, training });
    const right = rows.map(({ accuracy }) => accuracy.mean);
    for (const share of right.slice(0, 2)) expect(share).toBeLessThan(0.6);
    for (const share of right.slice(2)) expect(share).toBeGreaterThan(0.85);
  });
});
