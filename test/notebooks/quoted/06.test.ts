import { describe, expect, test } from "vitest";
import { mlp } from "../../../src/architecture/net";
import { batchOf } from "../../../src/data/batch";
import { digits } from "../../../src/data/digits";
import { spirals } from "../../../src/data/spirals";
import { evaluate } from "../../../src/engine/answers";
import { sgd } from "../../../src/optimizers/sgd";
import { measure } from "../../../src/probes/measure";
import { unitActivity } from "../../../src/probes/unit-activity";
import * as theory from "../../../src/theory";
import { runTraining } from "../../../src/training/run-training";
import { estimate } from "../../support/monte-carlo";
import { seedsFrom } from "../../support/long";
import { prose } from "../../support/prose";

const stem = "06-who-dies-and-why";
const relu = { inputs: 2, depth: 20, width: 32, outputs: 2, activation: "relu" } as const;
const points = spirals({ points: 100, seed: 1 });
const equal = (width: number, depth: number): number[] => Array.from({ length: depth }, () => width);

describe("numbers in the prose of notebook 06 are what theory gives", () => {
  test("the factor of ReLU with variance 1/n, and what batch normalization costs per layer", () => {
    const variances = { weights: 1, biases: 0 };
    expect(prose(stem, "relu-read")).toContain(`\\sqrt{1/2} = ${Math.sqrt(theory.chi1("relu", variances)).toFixed(4)}`); // prettier-ignore
    expect(prose(stem, "by-rate-read")).toContain(`\\approx ${theory.batchNormalizationFactor("relu").toFixed(3)}`); // prettier-ignore
  });

  test("layers of 64 units lose an input with about H · 5 · 10⁻²⁰", () => {
    expect(prose(stem, "born-dead-read")).toContain("$H \\cdot 5 \\cdot 10^{-20}$");
    expect(theory.bornDead(equal(64, 7)) / 7).toBeCloseTo(5.4e-20, 21);
  });

  test("half of the nets are dead after 2.4, 11 and 177 layers of 2, 4 and 8 units", () => {
    const halfway = [2, 4, 8].map((width) => Math.LN2 / -Math.log1p(-(2 ** -width)));
    expect(halfway.map((depth) => Number(depth.toPrecision(depth < 10 ? 2 : 3)))).toEqual([2.4, 10.7, 177]);
    expect(prose(stem, "what-to-try")).toContain("about 2.4, 11 and 177 layers");
  });

  test("the pairs' bottleneck", () => {
    const text = prose(stem, "for-a-class");
    expect(text).toContain(`\\tfrac12 = ${theory.bornDead([4, 1, 4]).toFixed(3)}$`);
    expect(text).toContain(`\\tfrac34 = ${theory.bornDead([4, 2, 4]).toFixed(3)}$`);
  });

  test("true zeros and 0.01 z in their place do equally well on new digits, over twenty seeds", async () => {
    expect(prose(stem, "sparsity-read")).toContain("over twenty seeds their difference is within its error");
    const [data, held] = [200, 300].map((count, i) => digits({ points: count, noise: 0.3, seed: i + 1 }));
    const right = async (activation: "relu" | "leakyRelu", seed: number): Promise<number> => {
      const net = mlp({ inputs: 784, depth: 2, width: 16, outputs: 10, activation, init: "heNormal", seed });
      await runTraining(net, { data, steps: 60, batch: 50, optimizer: sgd(0.05) });
      return evaluate(net, batchOf(held)).accuracy;
    };
    const gains: number[] = [];
    for (const seed of seedsFrom(0)) gains.push((await right("leakyRelu", seed)) - (await right("relu", seed))); // prettier-ignore
    const { mean, error } = estimate(gains);
    expect(Math.abs(mean)).toBeLessThan(3 * error + 0.005);
    expect(Math.abs(mean)).toBeLessThan(0.02);
  });

  test("at seed 7 one unit in five is dead under He, nearly half under PyTorch's default, none in layer 1 of He", () => {
    const dead = (init: "heNormal" | "pytorchDefault"): number[] =>
      unitActivity(mlp({ ...relu, init, seed: 7 }), points).layers.map(({ onShares }) => onShares.filter((share) => share === 0).length / 32); // prettier-ignore
    const mean = (values: number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
    const [he, pytorch] = [dead("heNormal"), dead("pytorchDefault")];
    expect(prose(stem, "first-read")).toContain("one unit in five");
    expect(he[0]).toBe(0);
    expect(mean(he)).toBeCloseTo(0.2, 1);
    expect(mean(pytorch)).toBeGreaterThan(0.4);
  });

  test("over twenty seeds: a third of He's last layer and half of PyTorch's are dead, half by layer six where He has half as many; 0.1 changes little", () => {
    const share = (init: "heNormal" | "pytorchDefault", bias: number): number[] => {
      const sum = equal(0, 20);
      const seeds = seedsFrom(0);
      for (const seed of seeds) {
        const net = mlp({ ...relu, init, seed });
        if (bias > 0) net.setParameters(net.layers.map(({ fanOut }) => ({ biases: equal(bias, fanOut) })));
        measure(net, points).layers.slice(0, -1).forEach(({ deadShare }, i) => (sum[i] += deadShare / seeds.length)); // prettier-ignore
      }
      return sum;
    };
    const [he, pytorch, shifted] = [share("heNormal", 0), share("pytorchDefault", 0), share("heNormal", 0.1)];
    expect(he[19]).toBeGreaterThan(0.27);
    expect(he[19]).toBeLessThan(0.4);
    expect(pytorch[5]).toBeGreaterThan(0.43);
    expect(he[5] / pytorch[5]).toBeGreaterThan(0.35);
    expect(he[5] / pytorch[5]).toBeLessThan(0.65);
    expect(pytorch[19]).toBeGreaterThan(0.43);
    expect(pytorch[19]).toBeLessThan(0.57);
    expect(Math.abs(shifted[19] - he[19])).toBeLessThan(0.05);
  });

  test("it takes both, small weights and random biases: PyTorch's biases under He's weights leave layer six as it is", () => {
    expect(prose(stem, "by-init-read")).toContain("It takes both: a signal that shrinks, and biases that do not.");
    const sixth = (init: "heNormal" | "pytorchDefault"): number => {
      let sum = 0;
      const seeds = seedsFrom(0);
      for (const seed of seeds) {
        const net = mlp({ ...relu, depth: 6, init, seed });
        const drawn = mlp({ ...relu, depth: 6, init: "pytorchDefault", seed: seed + 100 });
        net.setParameters(drawn.parameters.map(({ biases }) => ({ biases: [...biases] })));
        sum += measure(net, points).layers[5].deadShare / seeds.length;
      }
      return sum;
    };
    const [he, both] = [sixth("heNormal"), sixth("pytorchDefault")];
    expect(he).toBeLessThan(0.3);
    expect(both).toBeGreaterThan(0.4);
  });
});
