import { describe, expect, test } from "vitest";
import { tanh } from "../../../src/activations/tanh";
import { mlp, type Net } from "../../../src/architecture/net";
import { runComparison } from "../../../src/comparison/run-comparison";
import { moons } from "../../../src/data/moons";
import { digits } from "../../../src/data/digits";
import { lecunNormal, orthogonal } from "../../../src/initializers";
import { sgd } from "../../../src/optimizers/sgd";
import { inputGradientCorrelation } from "../../../src/probes/input-gradient-correlation";
import { inputOutputSingularValues } from "../../../src/probes/input-jacobian";
import * as theory from "../../../src/theory";
import { seedsFrom } from "../../support/long";
import { prose } from "../../support/prose";

const text = (id: string): string => prose("09-beyond-the-norm", id);
const { sqrt, PI } = Math;
const TWENTY = Array.from({ length: 20 }, (_, i) => i + 1);

describe("numbers in the prose of notebook 09 are what theory gives", () => {
  test("λ₁ and the gap of n = 32, and the layers after which the second direction has fallen by e", () => {
    const { directions, gap } = theory.lyapunovSpectrum({ width: 32, depth: 1, seed: 1 });
    expect(text("collapse")).toContain(`$\\lambda_1 = -${(-directions[0].exponent).toFixed(4)}$`);
    expect(text("collapse")).toContain(`$\\lambda_1 - \\lambda_2 = ${gap.toFixed(4)}$`);
    expect(Math.abs(1 / gap - 60)).toBeLessThan(3);
    expect(text("collapse")).toContain("after some 60 layers");
  });

  test("half of all directions lose more than √½ a layer", () => {
    const { directions } = theory.lyapunovSpectrum({ width: 200, depth: 1, seed: 1 });
    expect(Math.exp(directions[100].exponent)).toBeCloseTo(sqrt(1 / 2), 2);
    expect(text("collapse-read")).toContain("$\\sqrt{1/2}$");
  });

  test("m − 1 ≈ 8q² of tanh at small q, and its sum over layers of gain 1 is finite", () => {
    const spread = (q: number): number =>
      theory.jacobianSpectrum("tanh", { weights: 1, depth: 1, preactivationMeanSquare: q, ensemble: "orthogonal" }).relativeVariance; // prettier-ignore
    expect(spread(0.001) / (8 * 0.001 ** 2)).toBeCloseTo(1, 1);
    const net = mlp({ inputs: 4, depth: 400, width: 4, outputs: 4, activation: tanh(), init: "lecunNormal", seed: 1 });
    const q = theory.meanField(net).layers.map(({ preactivationMeanSquare }) => preactivationMeanSquare);
    const sum = (layers: number): number => q.slice(0, layers).reduce((total, each) => total + spread(each), 0);
    expect(2 * 400 * q[399]).toBeCloseTo(1, 1);
    expect(sum(400) - sum(200)).toBeLessThan(2 / 200);
    expect(text("spread-read")).toContain("$m - 1 \\approx 8q^2$");
  });

  test("a share p of units on gives m = 1/p", () => {
    const rare = { f: (z: number) => Math.max(0, z - 0.5), derivative: (z: number) => Number(z > 0.5), kinks: [0.5] };
    const share = theory.expectation((z) => Number(z > 0.5), { kinks: [0.5] });
    const { relativeVariance } = theory.jacobianSpectrum(rare, { weights: 1, depth: 1, ensemble: "orthogonal" });
    expect(relativeVariance).toBeCloseTo(1 / share - 1, 10);
    expect(text("try")).toContain(`m − 1 is ${(theory.jacobianSpectrum({ name: "leakyRelu", slope: 0.5 }, { weights: 1, depth: 1, ensemble: "orthogonal" }).relativeVariance).toFixed(2)}`); // prettier-ignore
  });

  test("without biases the likeness falls like L⁻³, and arccos c_l ≈ 3π/l", () => {
    const layers = theory.shattering({ correlation: 0.5, depth: 4000 });
    expect((Math.acos(layers[3999].correlation) * 4000) / (3 * PI)).toBeCloseTo(1, 1);
    const ratio = theory.shattering({ correlation: 0.5, depth: 2000 })[0].deltaCorrelation / layers[0].deltaCorrelation; // prettier-ignore
    expect(Math.log2(ratio)).toBeCloseTo(3, 1);
    expect(text("shattering-read")).toContain("like $L^{-3}$");
    // Balduzzi's count: c = 0 in every layer.
    expect(1 - Math.acos(0) / PI).toBe(1 / 2);
  });

  test("moments at width n end in a factor 1 + 2/n and a spread of n − 1; Fuss–Catalan has L + 1, and its edge", () => {
    const n = 24;
    let [t, r, before] = [1, 1, 1];
    for (let layer = 0; layer < 4000 && t < 1e200; layer++) [before, t, r] = [t, ((n + 1) / n) * t + r, r + (2 / n ** 2) * t];
    expect(t / before).toBeCloseTo(1 + 2 / n, 8);
    expect(t / r).toBeCloseTo(n, 6);
    const moment = (L: number, k: number): number => {
      let binomial = 1;
      for (let i = 1; i <= k; i++) binomial *= ((L + 1) * k - k + i) / i;
      return binomial / (L * k + 1);
    };
    for (const L of [1, 5]) {
      expect(moment(L, 2)).toBeCloseTo(L + 1, 10);
      // The ratio of high moments tends to the edge from below.
      const share = moment(L, 60) / moment(L, 59) / ((L + 1) ** (L + 1) / L ** L);
      expect(share).toBeGreaterThan(0.97);
      expect(share).toBeLessThan(1);
    }
    const L = 30;
    expect(sqrt((L + 1) ** (L + 1) / L ** L) / sqrt(Math.E * (L + 0.5))).toBeCloseTo(1, 3);
  }); // prettier-ignore

  test("the time of deeper nets is a power of u₀, and a smaller start costs ln(50)/2s", () => {
    for (const layers of [4, 8]) {
      const [target, initial] = [2, 1e-8];
      const about = initial ** (2 / layers - 1) / ((layers - 2) * target);
      expect(theory.modeTime({ target, initial, layers }, 1) / about).toBeCloseTo(1, 1);
    }
    const later = theory.modeTime({ target: 1.5, initial: 0.001 }, 0.75) - theory.modeTime({ target: 1.5, initial: 0.05 }, 0.75); // prettier-ignore
    expect(later / (Math.log(50) / 3)).toBeCloseTo(1, 1);
  });

  test("two matrices of determinant 1: mean and spread of s², and of the square's", () => {
    const of = (squares: number[]): string[] => {
      const mean = (squares[0] + squares[1]) / 2;
      const spread = (squares[0] ** 2 + squares[1] ** 2) / 2 / mean ** 2 - 1;
      return [String(Number(mean.toFixed(squares[0] > 9 ? 2 : 3))), spread.toFixed(2)];
    };
    const [one, two] = [of([4, 1 / 4]), of([16, 1 / 16])];
    expect(text("class")).toContain(`mean ${one[0]}, spread ${one[1]}; squared $s^2 = 16, \\tfrac1{16}$: mean ${two[0]}, spread ${two[1]}`); // prettier-ignore
  });
});

describe("what notebook 09 says of nets holds for twenty seeds", () => {
  const shape = { inputs: 48, width: 48, bias: false, output: "linear" } as const;
  const point = Array.from({ length: 48 }, (_, i) => (i % 2 === 0 ? 1 : -1));

  test("of 16 Gaussian linear layers most directions are below a hundredth of the largest, and the rms is near 1", () => {
    for (const seed of TWENTY) {
      const net = mlp({ ...shape, depth: 15, outputs: 48, activation: "linear", init: "lecunNormal", seed });
      const values = inputOutputSingularValues(net, point);
      expect(values.filter((s) => s < values[0] / 100).length).toBeGreaterThan(24);
      const rms = sqrt(values.reduce((sum, s) => sum + s * s, 0) / 48);
      expect(rms).toBeGreaterThan(0.4);
      expect(rms).toBeLessThan(2.5);
    }
  });

  test("skips of a quarter keep what 16 plain layers lose, on average", () => {
    const near = point.map((x, i) => x / 2 + sqrt(3 / 4) * (Math.floor(i / 2) % 2 === 0 ? 1 : -1));
    const mean = (residual: false | { scale: number }): number =>
      TWENTY.map((seed) => inputGradientCorrelation(mlp({ ...shape, depth: 16, outputs: 8, activation: "relu", init: "heNormal", residual, seed }), [point, near])[0]).reduce((sum, c) => sum + c, 0) / 20; // prettier-ignore
    expect(mean({ scale: 0.25 })).toBeGreaterThan(0.65);
    expect(mean(false)).toBeLessThan(0.3);
  });

  test("the race: δ shrinks by about 4 % a layer in both, and orthogonal weights lead at three rates", async () => {
    const data = digits({ points: 100, seed: 1 });
    const runner = (init: ReturnType<typeof orthogonal>) => (seed: number): Net =>
      mlp({ inputs: 784, depth: 20, width: 32, outputs: 10, activation: "tanh", init, seed });
    const net = { Gaussian: runner(lecunNormal()), orthogonal: runner(orthogonal()) };
    for (const [rate, seeds] of [[0.1, seedsFrom(1)], [0.03, [1, 2]], [0.2, [1, 2]]] as const) {
      const training = { steps: 60, batch: 50, optimizer: sgd(rate), every: 20 };
      const { rows } = await runComparison({ net }, { data, seeds, training });
      const [gaussian, own] = rows;
      expect(own.loss.mean).toBeLessThan(gaussian.loss.mean - (rate === 0.1 ? 0.4 : 0.05));
      for (const { factorPerLayer } of rows) expect(Math.abs(factorPerLayer.mean - 0.96)).toBeLessThan(0.015);
    }
  });

  test("on two moons neither of the race's nets is ahead, by more than three standard errors", async () => {
    expect(text("race-read")).toContain("on two moons neither of the two nets is ahead");
    const runner = (init: ReturnType<typeof orthogonal>) => (seed: number): Net =>
      mlp({ inputs: 2, depth: 20, width: 32, outputs: 2, activation: "tanh", init, seed });
    const net = { Gaussian: runner(lecunNormal()), orthogonal: runner(orthogonal()) };
    const training = { steps: 60, batch: 50, optimizer: sgd(0.1), every: 20 };
    const seeds = [1, 2, 3, 4, 5, 6];
    const { rows } = await runComparison({ net }, { data: moons({ points: 200, seed: 1 }), seeds, training });
    const last = rows.map(({ runs }) => runs.map(({ loss }) => Array.from(loss).at(-1)!));
    const ahead = seeds.map((_, k) => last[0][k] - last[1][k]);
    const mean = ahead.reduce((sum, d) => sum + d, 0) / seeds.length;
    const error = sqrt(ahead.reduce((sum, d) => sum + (d - mean) ** 2, 0) / (seeds.length - 1) / seeds.length);
    expect(Math.abs(mean)).toBeLessThan(3 * error);
    for (const losses of last) for (const loss of losses) expect(loss).toBeLessThan(Math.LN2);
  });
}); // prettier-ignore
