import { median } from "d3-array";
import { describe, expect, test } from "vitest";
import { activation } from "../../../src/activations";
import { convertActivation, type ConvertedNet } from "../../../src/architecture/conversion";
import { mlp, type Net } from "../../../src/architecture/net";
import { runComparison } from "../../../src/comparison/run-comparison";
import { spirals } from "../../../src/data/spirals";
import { lecunNormal } from "../../../src/initializers";
import { sgd } from "../../../src/optimizers/sgd";
import { type LayerReport, measure } from "../../../src/probes/measure";
import * as theory from "../../../src/theory";
import { seedsFrom } from "../../support/long";
import { prose } from "../../support/prose";

const stem = "04-is-tanh-better-than-sigmoid";
const text = (id: string): string => prose(stem, id);

const factorOf = (name: "tanh" | "sigmoid", gain: number): number =>
  Math.sqrt(theory.chi1(name, { weights: gain ** 2 }));

/** q of each layer of a wide tanh net with σ_w = 1 and q₁ = 1. */
const path = (layers: number): number[] => {
  const q = [1];
  while (q.length < layers) q.push(theory.varianceMap("tanh", { weights: 1 }, q.at(-1)!));
  return q;
};

describe("numbers in the prose of notebook 04 are what theory gives", () => {
  test("√χ₁: 0.24 and 0.63 for sigmoids of gains 1 and 4, 1.10 at q* = 1.18 for tanh of gain 5/3: × 6.7 over twenty layers, over ten thousand over a hundred", () => {
    expect(text("first-look-read")).toContain(`by about ${factorOf("sigmoid", 1).toFixed(2)}`);
    expect(text("four-nets-read")).toContain(`loses × ${factorOf("sigmoid", 4).toFixed(2)} per layer`);
    expect(text("four-nets-read")).toContain(`is × ${factorOf("sigmoid", 1).toFixed(2)}`);
    const [gain, q] = [factorOf("tanh", 5 / 3), theory.fixedPoint("tanh", { weights: 25 / 9 })];
    expect(text("gains-read")).toContain(`$q^* = ${q.toFixed(2)}$ and $\\sqrt{\\chi_1} = ${gain.toFixed(2)}$`);
    expect(text("gains-read")).toContain(`× ${(gain ** 20).toFixed(1)} over twenty layers and more than ten thousand`);
    expect(gain ** 100).toBeGreaterThan(1e4);
    expect(factorOf("tanh", 0.8)).toBeCloseTo(0.8, 12);
  }); // prettier-ignore

  test("a sigmoid net's first δ is below 10⁻¹² after twenty layers, and a quarter is left of a tanh net's last", () => {
    const data = spirals({ points: 100, seed: 1 });
    expect(text("first-look-read")).toContain("it is below $10^{-12}$");
    expect(text("first-look-read")).toContain("a quarter of it is left");
    const kept = [1, 2, 3].map((seed) => {
      const shape = { inputs: 2, depth: 20, width: 32, outputs: 2, init: "lecunNormal", seed } as const;
      const sizes = (name: "tanh" | "sigmoid"): number[] =>
        measure(mlp({ ...shape, activation: name }), data).layers.map(({ deltaRms }) => deltaRms);
      expect(sizes("sigmoid")[0]).toBeLessThan(1e-12);
      return Math.log(sizes("tanh")[0] / sizes("tanh")[19]);
    });
    expect(Math.exp((kept[0] + kept[1] + kept[2]) / 3)).toBeCloseTo(1 / 4, 1);
  });

  test("without biases a sigmoid net's gradient lasts at a gain of about 10, where few of its neurons are steep", () => {
    expect(text("four-nets-read")).toContain("it takes a gain of about 10, notebook 02: most neurons are flat then");
    expect(factorOf("sigmoid", 9)).toBeLessThan(1);
    expect(factorOf("sigmoid", 11)).toBeGreaterThan(1);
    const q = theory.fixedPoint("sigmoid", { weights: 100 });
    const { f } = activation("sigmoid");
    const half = (z: number): number => (f(z) * (1 - f(z)) > 1 / 8 ? 1 : 0); // steeper than half of the steepest
    expect(theory.expectation(half, { variance: q, kinks: [-1.7627, 1.7627] })).toBeLessThan(1 / 4);
  }); // prettier-ignore

  test("1 − tanh 20 is 8.5·10⁻¹⁸, which float64 rounds away", () => {
    expect(text("function")).toContain("$1 - \\tanh 20 \\approx 8.5 \\cdot 10^{-18}$");
    expect(2 / (Math.exp(40) + 1) / 8.5e-18).toBeCloseTo(1, 2);
    expect(Math.tanh(20)).toBe(1);
  });

  test("LeCun's tanh takes ±1 to ±1 and bends most near there", () => {
    const { f, secondDerivative } = activation("scaledTanh");
    expect(text("curves-read")).toContain("the curve takes $\\pm1$ to $\\pm1$, and bends most near there");
    expect(f(1)).toBeCloseTo(1, 4);
    const grid = Array.from({ length: 4001 }, (_, i) => i / 1000);
    const most = grid.reduce((a, b) => (-secondDerivative(b) > -secondDerivative(a) ? b : a));
    expect(most).toBeCloseTo(1, 1);
  });

  test("sigmoid outputs have mean ½ and standard deviation 0.12, four of which make the mean", () => {
    const net = mlp({ inputs: 2, depth: 20, width: 32, outputs: 2, activation: "sigmoid", init: "lecunNormal", seed: 1 }); // prettier-ignore
    const { activationMean, activationStd } = theory.meanField(net).layers[19];
    expect(text("mean-direction-read")).toContain(`standard deviation ${activationStd.toFixed(2)}`);
    expect(activationMean).toBeCloseTo(0.5, 10);
    expect(Math.round(activationMean / activationStd)).toBe(4);
    expect(text("mean-direction-read")).toContain("$\\kappa \\approx 550$");
    expect(1 + 32 * (activationMean / activationStd) ** 2).toBeCloseTo(550, -1);
  });

  test("q passes ¼ near the third layer, 2l·q tends to 1, and four times as deep costs δ a factor of about 2", () => {
    const q = path(400);
    expect(text("vanish")).toContain("passes through ¼ near the third layer");
    expect(q[1]).toBeGreaterThan(0.25);
    expect(q[2]).toBeLessThan(0.25);
    expect(2 * 400 * q[399]).toBeCloseTo(1, 1);
    const slope = (variance: number): number => theory.expectation((z) => (1 - Math.tanh(z) ** 2) ** 2, { variance });
    const delta = (layers: number): number => Math.sqrt(q.slice(1, layers).reduce((all, one) => all * slope(one), 1));
    expect(delta(100) / delta(400)).toBeGreaterThan(1.95);
    expect(delta(100) / delta(400)).toBeLessThan(2.05);
  }); // prettier-ignore

  test("at a gain of ½ tanh loses × 0.5 and the sigmoid about half its factor; a hundred usual sigmoids leave less than 10⁻⁶⁰", () => {
    expect(factorOf("tanh", 0.5)).toBeCloseTo(0.5, 12);
    expect(factorOf("sigmoid", 0.5) / factorOf("sigmoid", 1)).toBeCloseTo(0.5, 1);
    expect(factorOf("sigmoid", 2)).toBeLessThan(0.6);
    expect(factorOf("tanh", 2)).toBeGreaterThan(1.1);
    expect(text("what-to-try")).toContain("beyond 10⁻⁶⁰");
    expect(factorOf("sigmoid", 1) ** 99).toBeLessThan(1e-60);
  });

  test("the pair's neuron gives 0.728, and its twin 0.864", () => {
    const solution = text("class");
    const z = Math.tanh(0) + 2 * Math.tanh(0.5);
    const s = [0, 1].map((x) => 1 / (1 + Math.exp(-x)));
    const twin = 4 * s[0] + 8 * s[1] - 6;
    for (const value of [Math.tanh(0.5), z, Math.tanh(z), s[1], 8 * s[1], twin, 1 / (1 + Math.exp(-twin))])
      expect(solution).toContain(value.toFixed(3));
    expect(twin).toBeCloseTo(2 * z, 12);
  });

  test("a decided softmax lets less than a thousandth through from t = 12 on", () => {
    expect(text("softmax-read")).toContain("from $t = 12$ on less than a thousandth");
    for (const keys of [2, 10, 100])
      expect(theory.softmaxSweep({ keys, logits: [12] }).spectralNorms[0]).toBeLessThan(1e-3);
  });
});

describe("what notebook 04 claims holds for twenty seeds", () => {
  const seeds = seedsFrom(100);
  const data = spirals({ points: 60, seed: 1 });
  const shape = { inputs: 2, outputs: 2, init: "lecunNormal" } as const;
  const netOf = ({ description, parameters }: ConvertedNet): Net => mlp(description).setParameters(parameters); // prettier-ignore

  test("tanh net and twin have one loss to 1e-12, and δ of the twin is half as large to 1e-10", () => {
    for (const seed of seeds) {
      const net = mlp({ ...shape, depth: 12, width: 10, activation: "tanh", biasVariance: 0.1, seed });
      const [own, twin] = [net, convertActivation(net)].map((numbers) => theory.backpropagation(numbers, data));
      expect(Math.abs(own.loss - twin.loss)).toBeLessThan(1e-12);
      own.layers.slice(0, -1).forEach(({ delta }, l) => {
        const largest = Math.max(...delta.map(Math.abs));
        delta.forEach((d, k) => expect(Math.abs(twin.layers[l].delta[k] - d / 2)).toBeLessThan(1e-10 * largest));
      });
    }
  }); // prettier-ignore

  test("one curvature stands out of the twin's Hessian, farther than out of that of the same function's tanh net", () => {
    const standing = (numbers: ConvertedNet | Net): number => {
      const cost = theory.netCost(numbers, data);
      const [top, next] = cost.curvature(cost.point).values.map(Math.abs).toSorted((a, b) => b - a);
      return top / next;
    };
    for (const seed of seeds) {
      const net = mlp({ ...shape, depth: 2, width: 8, activation: "tanh", seed });
      expect(standing(convertActivation(net))).toBeGreaterThan(1.5 * standing(net));
    }
  });

  test("trained at its own best rate, the tanh net ends far lower than its twin, and the twin lower than the usual sigmoid net", async () => {
    const made = { ...shape, depth: 3, width: 12 };
    const net = {
      tanh: (seed: number) => mlp({ ...made, activation: "tanh", seed }),
      twin: (seed: number) => netOf(convertActivation(mlp({ ...made, activation: "tanh", seed }))),
      usual: (seed: number) => mlp({ ...made, activation: "sigmoid", seed }),
    };
    const optimizer = [0.3, 1, 3].map((rate) => sgd(rate));
    const { rows } = await runComparison({ net, optimizer }, { data, seeds, training: { steps: 150 } });
    const best = (name: string): number =>
      Math.min(...rows.filter(({ settings }) => settings["net"] === name).map(({ runs }) => median(runs, ({ loss }) => loss[149])!)); // prettier-ignore
    expect(best("tanh")).toBeLessThan(best("twin") / 4);
    expect(best("twin")).toBeLessThan(best("usual") / 2);
  });

  test("at a rate of 10 all three end worse than they began, as the notebook trains them", async () => {
    expect(text("training-read")).toContain("at $\\eta = 10$ all three end worse than they began");
    const made = { ...shape, depth: 3, width: 16 };
    const net = {
      tanh: (seed: number) => mlp({ ...made, activation: "tanh", seed }),
      twin: (seed: number) => netOf(convertActivation(mlp({ ...made, activation: "tanh", seed }))),
      usual: (seed: number) => mlp({ ...made, activation: "sigmoid", seed }),
    };
    const training = { steps: 200, optimizer: sgd(10) };
    const options = { data: spirals({ points: 100, seed: 1 }), seeds: [1, 2, 3], training };
    for (const { name, runs } of (await runComparison({ net }, options)).rows)
      expect(median(runs, ({ loss }) => loss[199] - loss[0]), name).toBeGreaterThan(0);
  });

  test("tanh vanishes at σ_w = 0.8 and explodes at 5/3, and q has no plateau at ¼", () => {
    const report = (gain: number, seed: number): LayerReport[] =>
      measure(mlp({ ...shape, init: lecunNormal({ gain }), depth: 20, width: 32, activation: "tanh", seed }), data).layers; // prettier-ignore
    for (const seed of seeds) {
      const [small, edge, large] = [0.8, 1, 5 / 3].map((gain) => report(gain, seed));
      expect(small[0].deltaRms).toBeLessThan(0.2 * small[19].deltaRms);
      expect(large[0].deltaRms).toBeGreaterThan(large[19].deltaRms);
      expect(edge[19].preactivationMeanSquare).toBeLessThan(0.15);
    }
  });
});
