import { describe, expect, test } from "vitest";
import { activation } from "../../../src/activations";
import { mlp, type Net } from "../../../src/architecture/net";
import { runComparison } from "../../../src/comparison/run-comparison";
import { spirals } from "../../../src/data/spirals";
import { lecunNormal } from "../../../src/initializers";
import { expectation } from "../../../src/numerics/gaussian";
import { adam } from "../../../src/optimizers/adam";
import * as theory from "../../../src/theory";
import { inSuite } from "../../support/long";
import { prose } from "../../support/prose";

const stem = "08-order-chaos-and-the-edge";
const text = (id: string): string => prose(stem, id);
const { sqrt, PI, log } = Math;
const at = (sigmaW: number, sigmaB = 0.3) => ({ weights: sigmaW ** 2, biases: sigmaB ** 2 }); // prettier-ignore
const normal = (below: number): number => expectation((z) => Number(z < below), { kinks: [below] });

describe("numbers in the prose of notebook 08 are what theory gives", () => {
  test("tanh's edge is at 1.3956 with the notebook's biases, at 1.12 with σ_b = 0.05, and moves right with them", () => {
    const edge = (sigmaB: number): number => sqrt(theory.criticalPoint("tanh", sigmaB ** 2)!.weights);
    expect(text("decay-read")).toContain(`the critical value is ${edge(0.3).toFixed(4)}`);
    expect(text("try")).toContain(`to ${edge(0.05).toFixed(2)}, and`);
    expect(edge(0)).toBeCloseTo(1, 9);
    for (const sigmaB of [0.1, 0.3, 1, 2]) expect(edge(sigmaB)).toBeGreaterThan(edge(sigmaB / 2));
  });

  test("depth scales: 379 layers at 1.4, q within a layer or so, c* = 0.07 in chaos, six of them from 43 layers up", () => {
    const scales = [0.5, 1.4, 3].map((w) => theory.depthScales("tanh", at(w)));
    expect(text("decay-read")).toContain(`$\\xi_c = ${Math.round(scales[1].correlation)}$ at $\\sigma_w = 1.4$`);
    for (const { variance } of scales) expect(variance).toBeLessThan(1.3);
    expect(scales[0].correlation).toBeCloseTo(scales[0].gradient, 9);
    expect(scales[2].gradient).toBeLessThan(0);
    expect(text("webs-read")).toContain(`(${scales[2].settledCorrelation.toFixed(2)} with the values as they come)`);
    const near = [1.2, 1.4, 1.8].map((w) => 6 * theory.depthScales("tanh", at(w)).correlation);
    expect(text("try")).toContain(`are ${Math.round(Math.min(...near))} layers and more`);
  });

  test("of other activations: sigmoid from 10.1 on, SELU from 0.69, ×1.035 at its own gain, ReLU at √2, swish nowhere", () => {
    const edge = (name: "sigmoid" | "selu" | "relu", biases = 0): number => sqrt(theory.criticalPoint(name, biases)!.weights); // prettier-ignore
    expect(text("try")).toContain(`begins at $\\sigma_w = ${edge("sigmoid").toFixed(1)}$`);
    expect(edge("sigmoid", 0.81) / edge("sigmoid")).toBeLessThan(1.01);
    expect(text("try")).toContain(`begins at $\\sigma_w = ${edge("selu").toFixed(2)}$`);
    expect(text("try")).toContain(`× ${sqrt(theory.chi1("selu", { weights: 1 })).toFixed(3)} per layer`);
    expect(edge("relu")).toBeCloseTo(Math.SQRT2, 12);
    expect(theory.criticalLine("swish", [0, 0.01, 0.09])).toEqual([]);
    // No chaos in ReLU: also where q grows, the correlation map is flat enough at 1.
    expect(theory.correlationFixedPoints("relu", at(3)).at(-1)!.slope).toBeLessThan(1 + 1e-9);
  });

  test("1 − c of ReLU follows 9π²/2l², with k = 2√2/3π, and a leak takes its share of k", () => {
    const k = (2 * Math.SQRT2) / (3 * PI);
    expect(4 / k ** 2).toBeCloseTo((9 * PI ** 2) / 2, 12);
    for (const slope of [0, 0.43]) {
      const rest = 1e-6;
      const loss = 1 - theory.leakyCosineMap(1 - rest, slope) - rest;
      expect(-loss / (k * rest ** 1.5)).toBeCloseTo((1 - slope) ** 2 / (1 + slope ** 2), 3);
    }
    expect(text("relu-read")).toContain(`a leak of ${theory.tailoredSlope({ depth: 50 }).toFixed(2)}`);
  });

  test("tanh at the edge forgets like 1/l", () => {
    const variances = theory.criticalPoint("tanh", 0.09)!;
    const c = (rest: number): number => theory.correlationMap("tanh", variances, 1 - rest);
    const loss = (rest: number): number => rest - (1 - c(rest));
    // ε² and not a lower power: half of ε, a fourth of the loss.
    expect(loss(0.02) / loss(0.01)).toBeCloseTo(4, 0);
  });

  test("one ReLU layer: E relu² = ½, E relu⁴ = 3/2, Var X = 5/n", () => {
    const moment = (power: number): number => expectation((z) => activation("relu").f(z) ** power, { kinks: [0] }); // prettier-ignore
    expect([moment(2), moment(4)]).toEqual([expect.closeTo(1 / 2, 12), expect.closeTo(3 / 2, 12)]);
    expect(theory.widthGrowth("relu", { units: 16, weightVariance: 2 / 16 }).relativeVariance).toBeCloseTo(5 / 16, 12); // prettier-ignore
    // To first order, at a large width.
    const { log: moments } = theory.widthGrowth("relu", { units: 4000, weightVariance: 2 / 4000 });
    expect(moments.mean * 4000).toBeCloseTo(-5 / 2, 2);
    expect(moments.variance * 4000).toBeCloseTo(5, 1);
  });

  test("the fan: fifty layers of 16 end near e^−4.4, a third beyond a factor of ten; 18 % of width 8 dead; width 24", () => {
    const fan = (width: number): theory.FanLayer["finite"] => {
      const net = mlp({ inputs: 2, outputs: 2, depth: 51, width, activation: "relu", init: "heNormal", bias: false, seed: 1 }); // prettier-ignore
      return theory.finiteFan(net, { nets: 2 }).layers[0].finite;
    };
    const [middle, wide] = [fan(16), fan(24)];
    expect(text("fan-read")).toContain(`$\\sum 1/n = ${(50 / 16).toFixed(1)}$`);
    expect(text("fan-read")).toContain(`$e^{${middle.mean.toFixed(1)}}$, about a hundredth`);
    expect(Math.exp(middle.mean)).toBeCloseTo(0.012, 3);
    expect(2 * normal(-log(10) / sqrt(middle.variance))).toBeCloseTo(1 / 3, 1);
    expect(text("fan-read")).toContain(`${Math.round(100 * (1 - (1 - 2 ** -8) ** 51))} % of the nets are dead`);
    for (const share of [wide.mean / middle.mean, wide.variance / middle.variance]) expect(share).toBeCloseTo(0.6, 1); // prettier-ignore
  });

  test("heavy tails: a mean square of 8·10⁵, and half of the mean from one net in nine thousand", () => {
    const square = (1 + 5 / 16) ** 50;
    expect(text("beyond-tails")).toContain(`= ${Math.round(square / 1e5)} \\cdot 10^5$`);
    expect(Math.round(1 / normal(-sqrt(log(square))) / 1000)).toBe(9);
    expect(text("beyond-tails")).toContain("one net in nine thousand");
  });
});

describe("what notebook 08 says of training holds for other seeds", () => {
  const seeds = inSuite(3, { inSoak: 20 });
  test("in order the loss stays at ln 2, in chaos it ends above one half, near the edge below both", async () => {
    const netAt = (gain: number) => (seed: number): Net => // prettier-ignore
      mlp({ inputs: 2, outputs: 2, depth: 30, width: 32, activation: "tanh", init: lecunNormal({ gain }), biasVariance: 0.09, seed }); // prettier-ignore
    const net = { order: netAt(0.5), edge: netAt(1.4), chaos: netAt(3) };
    const training = { steps: 60, batch: 50, optimizer: adam(0.001) };
    const { rows } = await runComparison({ net }, { data: spirals({ points: 100, seed: 1 }), seeds, training });
    const [order, edge, chaos] = rows.map(({ runs }) => runs.map(({ loss }) => loss.at(-1)!));
    order.forEach((loss, i) => {
      expect(Math.abs(loss - Math.LN2)).toBeLessThan(0.03);
      expect(edge[i]).toBeLessThan(0.55);
      expect(chaos[i]).toBeGreaterThan(edge[i]);
      expect(chaos[i]).toBeGreaterThan(0.5);
    });
  });
});
