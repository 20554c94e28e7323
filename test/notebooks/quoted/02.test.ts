import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { mlp } from "../../../src/architecture/net";
import { lecunNormal } from "../../../src/initializers";
import * as theory from "../../../src/theory";
import { root } from "../../support/jupyter";

/** The Markdown of a notebook's cell, on one line. */
function prose(stem: string, id: string): string {
  const { cells } = JSON.parse(readFileSync(join(root, "notebooks", `${stem}.ipynb`), "utf8"));
  const { source } = cells.find((cell: { id: string }) => cell.id === id);
  return [source].flat().join("").replaceAll("\n", " ");
}

/** A number as the prose writes it: m · 10^e. */
const tex = (value: number, digits: number): string => {
  const [mantissa, exponent] = value.toExponential(digits - 1).split("e");
  return `${mantissa} \\cdot 10^{${Number(exponent)}}`;
};

describe("numbers in the prose of notebook 02 are what theory gives", () => {
  const stem = "02-what-backprop-multiplies";

  test("a chain of equal sigmoids keeps less than 1 at depth 20, whatever the weight, and more with −5 than with 1", () => {
    const kept = (weight: number): number =>
      10 ** theory.chainFactors({ activation: "sigmoid", weights: [weight], depth: 20 }).run[19][0];
    const text = prose(stem, "e-read");
    expect(text).toContain(`$w = -5$ keeps $${tex(kept(-5), 2)}$, one of $w = 1$ keeps $${tex(kept(1), 1)}$`);
    for (let w = -20; w <= 20; w += 0.01) expect(kept(w)).toBeLessThan(1);
  });

  test("a wide sigmoid net's factor per layer: ¼ at a gain of about 1.07, 0.24 at 1, 0.7 at 5, 1 at about 10", () => {
    const layer = (gain: number): { factor: number; variance: number } => {
      const init = lecunNormal({ gain });
      const net = mlp({ inputs: 100, depth: 60, width: 2, outputs: 1, activation: "sigmoid", init, seed: 1 });
      const { layers } = theory.meanField(net);
      return {
        factor: layers[40].deltaRms / layers[41].deltaRms,
        variance: layers[40].preactivationVariance,
      };
    };
    const { factor, variance } = layer(1);
    expect(prose(stem, "the-bound")).toContain(
      `it is ${variance.toFixed(2)}, where $\\mathbb E\\,\\sigma'^2 = ${(factor ** 2).toFixed(4)}$ and $\\sqrt{\\chi_1} = ${factor.toFixed(3)}$`,
    );
    expect(prose(stem, "the-bound")).toContain("gain of about 1.07 on it is larger");
    expect(layer(1.065).factor).toBeLessThan(0.25);
    expect(layer(1.075).factor).toBeGreaterThan(0.25);
    expect(prose(stem, "what-to-try")).toContain(
      `× ${layer(5).factor.toFixed(1)} instead of × ${factor.toFixed(2)}: weights count as much as slopes do. It would take a gain of about 10`,
    );
    expect(layer(9).factor).toBeLessThan(1);
    expect(layer(11).factor).toBeGreaterThan(1);
  });

  test("with h = 0.1 finite differences see derivatives of 1e-14 and lose those of 1e-16; the default step loses both", () => {
    const parameters = mlp({ inputs: 1, depth: 20, width: 1, outputs: 1, activation: "sigmoid", init: lecunNormal(), biasVariance: 1, seed: 7 }).parameters; // prettier-ignore
    const weights = parameters.map((layer) => Math.abs(layer.weights[0]));
    const biases = parameters.map((layer) => Math.abs(layer.biases[0]));
    const chain = { weights, biases, activation: "sigmoid", label: 0 } as const;
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
