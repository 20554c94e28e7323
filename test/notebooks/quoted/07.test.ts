import { describe, expect, test } from "vitest";
import { activation, type Activation, elu, leakyRelu, prelu, rrelu } from "../../../src/activations";
import { mlp, type Net } from "../../../src/architecture/net";
import { runComparison, type ComparisonRow } from "../../../src/comparison/run-comparison";
import { digits } from "../../../src/data/digits";
import { moons } from "../../../src/data/moons";
import { spirals } from "../../../src/data/spirals";
import { splitDataset } from "../../../src/data/split";
import { heNormal, lecunNormal } from "../../../src/initializers";
import { expectation } from "../../../src/numerics/gaussian";
import { adam } from "../../../src/optimizers/adam";
import { sgd } from "../../../src/optimizers/sgd";
import * as theory from "../../../src/theory";
import { inSuite, seedsFrom } from "../../support/long";
import { prose } from "../../support/prose";

const stem = "07-the-rectifier-family";
const text = (id: string): string => prose(stem, id);

const { sqrt, PI } = Math;

describe("numbers in the prose of notebook 07 are what theory gives", () => {
  test("the mean of ReLU is 0.3989, of ELU 0.2384·α less, 0.1605 at α = 1 and −0.078 at 2", () => {
    const relu = 1 / sqrt(2 * PI);
    const mean = (alpha: number): number => expectation(elu({ alpha }).f, { kinks: [0] });
    const off = relu - mean(1);
    expect(text("bias")).toContain(`= ${relu.toFixed(4)} .`);
    expect(text("bias")).toContain(`= ${relu.toFixed(4)} - ${off.toFixed(4)}\\,\\alpha .`);
    expect(text("bias")).toContain(`At $\\alpha = 1$ that is $${mean(1).toFixed(4)}$`);
    expect(text("try")).toContain(`0.3989 − 2 · ${off.toFixed(4)} = −${(-mean(2)).toFixed(3)}`);
    expect(mean(2.5)).toBeCloseTo(relu - 2.5 * off, 12);
  });

  test("the share of the mean in the mean square is 1/π of ReLU, 0.04 of ELU, 0 of SELU", () => {
    const [relu, own, selu] = theory.activationMoments(["relu", "elu", "selu"]).map(({ mean, gain }) => mean ** 2 * gain); // prettier-ignore
    expect(relu).toBeCloseTo(1 / PI, 12);
    expect(text("bias-read")).toContain(`$1/\\pi = ${relu.toFixed(2)}$, for ELU $${own.toFixed(2)}$, for SELU 0`);
    expect(selu).toBeCloseTo(0, 12);
    expect(theory.leakyCosineMap(0, 0)).toBeCloseTo(relu, 12);
  });

  test("SELU's α is 1.6733 and its λ 1.0507, by the formulas that stand there", () => {
    const phi = (x: number): number => expectation((z) => Number(z < x), { kinks: [x] });
    const alpha = 1 / sqrt(2 * PI) / (1 / 2 - sqrt(Math.E) * phi(-1));
    const scale = (1 / 2 + alpha ** 2 * (Math.E ** 2 * phi(-2) - 2 * sqrt(Math.E) * phi(-1) + 1 / 2)) ** -0.5;
    expect(text("self")).toContain(`= ${alpha.toFixed(4)}, `);
    expect(text("self")).toContain(`= ${scale.toFixed(4)} .`);
    expect([alpha, scale]).toEqual([
      expect.closeTo(theory.seluConstants.alpha, 10),
      expect.closeTo(theory.seluConstants.scale, 10),
    ]);
  });

  test("RReLU's three slopes, 8 % apart in training and at test", () => {
    const mean = Math.log(8 / 3) / 5;
    expect(text("randomized")).toContain(`\\tfrac{11}{48} = ${(11 / 48).toFixed(4)}$`);
    expect(text("randomized")).toContain(`$1/5.5 = ${(1 / 5.5).toFixed(4)}$`);
    expect(text("randomized")).toContain(`\\ln\\tfrac83 = ${mean.toFixed(4)}$`);
    expect(text("randomized")).toContain(`leak ${Math.round(100 * (5.5 * mean - 1))} % more than at test`);
  });

  test("moments: gain² 2.35 of GELU, δ ×0.56 of softplus, growth by 1.8 % of ELU and 3.5 % of SELU, softplus's mean 0.81", () => {
    const [gelu, softplus, own, selu, tanh] = theory.activationMoments(["gelu", "softplus", "elu", "selu", "tanh"]); // prettier-ignore
    expect(text("class")).toContain(`below the ${gelu.gain.toFixed(2)} that GELU needs`);
    expect(text("try")).toContain(`about ${softplus.gradientFactor.toFixed(2)} of its size per layer`);
    expect(text("beyond-members")).toContain(`($${softplus.mean.toFixed(2)}$)`);
    expect(softplus.mean / 0.3989).toBeCloseTo(2, 1);
    for (const { gradientFactor } of [own, selu])
      expect(text("table-read")).toContain(`grows by ${(100 * (gradientFactor - 1)).toFixed(1)} % a layer`);
    expect(tanh.gradientFactor).toBeGreaterThan(1);
    expect(gelu.varianceFactor).toBeGreaterThan(1);
  });

  test("in the first chart q starts at gain², so δ of ELU grows less than at q = 1, of GELU, Swish and hard-swish more", () => {
    const names = ["elu", "gelu", "swish", "hardSwish", "selu"] as const;
    const [own, ...others] = theory.activationMoments([...names]).map(({ gain, gradientFactor }, i) => {
      const init = lecunNormal({ gain: sqrt(gain) });
      const net = mlp({ inputs: 2, depth: 8, width: 32, outputs: 2, activation: names[i], init, seed: 1 });
      const layers = theory.meanField(net).layers.slice(0, 8);
      expect(layers[0].preactivationMeanSquare).toBeCloseTo(gain, 6);
      const factor = 10 ** ((layers[0].log10DeltaRms - layers[7].log10DeltaRms) / 7);
      return { table: gradientFactor, factor };
    });
    expect(own.factor).toBeGreaterThan(1);
    expect(own.factor).toBeLessThan(own.table);
    others.slice(0, 3).forEach(({ table, factor }) => expect(factor).toBeGreaterThan(table));
    const factors = [own, ...others].map(({ factor }) => factor);
    expect(Math.max(...factors)).toBe(others[2].factor);
    expect(text("beyond-poincare")).toContain("$q$ starts at gain²");
  });

  test("ReLU's bias pays for its kink: c₀² = E f′² − Var f = 1/2π", () => {
    expect(1 / 2 - (1 / 2 - 1 / (2 * PI))).toBeCloseTo((1 / sqrt(2 * PI)) ** 2, 15);
    expect(text("beyond-poincare")).toContain("$c_0^2 = 1/2\\pi$");
  });

  test("tailored slopes, ReLU's own cosine, eight bits over [0, 6], a share of 1/π", () => {
    const slopes = [20, 50, 100].map((depth) => theory.tailoredSlope({ depth }).toFixed(3));
    expect(text("beyond-tailored")).toContain(
      `$\\alpha = ${slopes[0]}$, $${slopes[1]}$ and $${slopes[2]}$`,
    );
    const cosine = Array.from({ length: 50 }).reduce<number>((c) => theory.leakyCosineMap(c, 0), 0);
    expect(text("beyond-tailored")).toContain(`after 50 layers is $${cosine.toFixed(3)}$`);
    expect(text("smooth")).toContain(`$6/255 = ${(6 / 255).toFixed(3)}$`);
    expect(text("class")).toContain(`$1/\\pi = ${Math.round(100 / PI)}\\,\\%$`);
  });
});

const SEEDS = seedsFrom(1);
const initOf = (phi: Activation): ReturnType<typeof lecunNormal> =>
  lecunNormal({ gain: sqrt(theory.gains(phi).forward) });
/** Natural logarithms of what each seed ended with. */
const ends = (row: ComparisonRow, of: (run: ComparisonRow["runs"][number]) => number): number[] =>
  row.runs.map((run) => Math.log(of(run)));
const mean = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;
/** How far the second of a pair is above the first on average, in standard errors. */
function standardErrors(first: readonly number[], second: readonly number[]): number {
  const gaps = second.map((value, i) => value - first[i]);
  const spread = sqrt(mean(gaps.map((gap) => (gap - mean(gaps)) ** 2)) / (gaps.length - 1));
  return mean(gaps) / spread;
}

describe("what notebook 07 says of training holds for twenty seeds", () => {
  test("ELU and SELU end far below ReLU on the spirals with gradient descent", async () => {
    const net = Object.fromEntries(
      (["relu", "elu", "selu"] as const).map((name) => [
        name,
        (seed: number): Net =>
          mlp({ inputs: 2, depth: 8, width: 32, outputs: 2, activation: name, init: initOf(activation(name)), seed }), // prettier-ignore
      ]),
    );
    const training = { steps: 100, batch: 25, optimizer: sgd(0.05) };
    const { rows } = await runComparison({ net }, { data: spirals({ points: 100, seed: 1 }), seeds: SEEDS, training }); // prettier-ignore
    const [relu, ...others] = rows.map((row) => ends(row, ({ loss }) => mean([...loss.subarray(-10)])));
    for (const own of others) {
      expect(standardErrors(own, relu)).toBeGreaterThan(5);
      expect(mean(relu) - mean(own)).toBeGreaterThan(Math.log(4));
    }
  });

  test("with Adam GELU ends beside ELU, from which descent keeps it several times apart", async () => {
    const net = Object.fromEntries(
      (["elu", "gelu"] as const).map((name) => [
        name,
        (seed: number): Net =>
          mlp({ inputs: 2, depth: 8, width: 32, outputs: 2, activation: name, init: initOf(activation(name)), seed }), // prettier-ignore
      ]),
    );
    const data = spirals({ points: 100, seed: 1 });
    const behind = async (optimizer: ReturnType<typeof sgd>): Promise<number> => {
      const training = { steps: 100, batch: 25, optimizer };
      const { rows } = await runComparison({ net }, { data, seeds: 6, training });
      const [own, other] = rows.map((row) => mean(ends(row, ({ loss }) => mean([...loss.subarray(-10)]))));
      return Math.exp(other - own);
    };
    expect(text("try")).toContain("GELU, several times behind ELU with descent, ends beside it");
    expect(await behind(sgd(0.05))).toBeGreaterThan(4);
    expect(await behind(adam(0.003))).toBeLessThan(2);
  });

  test("learned slopes rise in all of them on the digits, and on the spirals stay nearer to where they began", async () => {
    const training = { steps: 100, batch: 50, optimizer: sgd(0.05), probes: ["slopeMean"] as const, probeEvery: 99 }; // prettier-ignore
    const slopesOn = async (data: ReturnType<typeof spirals>): Promise<number[]> => {
      const own = { inputs: data.features, outputs: data.classes, depth: 6, width: 16, activation: prelu(), init: heNormal({ slope: 0.25 }) }; // prettier-ignore
      const net = { own: (seed: number): Net => mlp({ ...own, seed }) };
      const { rows } = await runComparison({ net }, { data, seeds: SEEDS, training });
      return rows[0].runs.map(({ probes }) => mean(probes.layers.slice(0, -1).map(({ slopeMean }) => slopeMean!.at(-1)!))); // prettier-ignore
    };
    const onDigits = await slopesOn(digits({ points: 100, seed: 1 }));
    const onSpirals = await slopesOn(spirals({ points: 100, seed: 1 }));
    for (const slope of onDigits) expect(slope).toBeGreaterThan(0.3);
    expect(mean(onDigits)).toBeGreaterThan(0.45);
    expect(Math.abs(mean(onSpirals) - 0.25)).toBeLessThan(0.06);
  });

  test("RReLU ends well below its fixed rival on the first draw, and hardly on the second; all end above ln 2, after less at first", async () => {
    expect(text("overfitting-read")).toContain("turns up within some twenty steps");
    const rivals = { fixed: leakyRelu({ slope: 11 / 48 }), drawn: rrelu() };
    const net = Object.fromEntries(
      Object.entries(rivals).map(([name, phi]) => [
        name,
        (seed: number): Net =>
          mlp({ inputs: 2, depth: 3, width: 32, outputs: 2, activation: phi, init: initOf(phi), seed }),
      ]),
    );
    const shares = [];
    for (const which of [1, 2]) {
      const all = moons({ points: 440, noise: 0.35, seed: which });
      const split = splitDataset(all, { validation: 10 / 11, seed: which });
      const training = { steps: 150, optimizer: adam(0.01), validation: { data: split.validation, every: 15 } }; // prettier-ignore
      const { rows } = await runComparison({ net }, { data: split.training, seeds: SEEDS, training });
      const [fixed, drawn] = rows.map((row) => ends(row, ({ validation }) => validation.loss.at(-1)!));
      shares.push({ share: Math.exp(mean(drawn) - mean(fixed)), errors: standardErrors(drawn, fixed) });
      for (const row of rows) {
        const last = ends(row, ({ validation }) => validation.loss.at(-1)!);
        expect(mean(last)).toBeGreaterThan(Math.log(Math.LN2));
        // The looks are at steps 15, 30, …
        const [first, second] = [0, 1].map((look) => mean(ends(row, ({ validation }) => validation.loss[look])));
        expect(first).toBeLessThan(second);
        const least = ends(row, ({ validation }) => Math.min(...validation.loss));
        expect(mean(least)).toBeLessThan(mean(ends(row, ({ validation }) => validation.loss.at(-1)!)) - Math.log(1.5)); // prettier-ignore
      }
    }
    expect(shares[0].share).toBeLessThan(0.75);
    expect(shares[0].errors).toBeGreaterThan(5);
    expect(shares[1].share).toBeGreaterThan(inSuite(0.75, { inSoak: 0.8 }));
  });
});
