import { describe, expect, test } from "vitest";
import { activation } from "../../../src/activations";
import { logistic } from "../../../src/activations/logistic";
import { delayedRecall } from "../../../src/data/delayed-recall";
import { expectation } from "../../../src/numerics/gaussian";
import { adam } from "../../../src/optimizers/adam";
import type { Optimizer } from "../../../src/optimizers";
import { sgd } from "../../../src/optimizers/sgd";
import { measureThroughTime } from "../../../src/recurrent/measure-recurrent";
import { recurrent, type RecurrentNet } from "../../../src/recurrent/net";
import { type RecurrentRun, runTrainingThroughTime } from "../../../src/recurrent/run-training-through-time";
import * as theory from "../../../src/theory";
import { prose } from "../../support/prose";

const text = (id: string): string => prose("11-depth-in-time", id);

describe("numbers in the prose of notebook 11 are what theory gives", () => {
  test("½ ln χ₁ at gain 2 is 0.155, far below ln 2 = 0.693, and ln g below gain 1", () => {
    // The fixed point of q = 4 E tanh²(√q z) by bisection, and the mean of tanh′² there.
    const tanh = activation("tanh");
    let [low, high] = [0.1, 4];
    while (high - low > 1e-12) {
      const q = (low + high) / 2;
      if (4 * expectation((z) => tanh.f(z) ** 2, { variance: q }) > q) low = q;
      else high = q;
    }
    const exponent = Math.log(4 * expectation((z) => tanh.derivative(z) ** 2, { variance: low })) / 2;
    expect(text("chaos-read")).toContain(`$\\lambda = ${exponent.toFixed(3)}$, far below $\\ln 2 = ${Math.LN2.toFixed(3)}$`); // prettier-ignore
  });

  test("a half-life of ln 2/ln(1 + e⁻ᵇ): 1 step at b = 0, nearly 0.69·eᵇ for large b", () => {
    for (const b of [-2, 0, 1, 5]) expect(logistic(b) ** (Math.LN2 / Math.log1p(Math.exp(-b)))).toBeCloseTo(0.5, 12); // prettier-ignore
    expect(theory.forgetHalfLife(0)).toBe(1);
    expect(theory.forgetHalfLife(8) / (0.69 * Math.exp(8))).toBeCloseTo(1, 1);
    expect(text("forget")).toContain("0.69\\,e^{b}");
    expect(text("try")).toContain(`σ(−2) = ${logistic(-2).toFixed(2)}`);
    expect(Math.log(100 / Math.LN2)).toBeCloseTo(5, 1);
  });

  test("the curse of memory: 263.9, 2.51·10⁵, and |u/(2 sinh u)| for the last fraction, below ½", () => {
    const [plain] = theory.memoryCurse({ lambdas: [0.9, 0.99], steps: 1, seed: 1 });
    expect(text("beyond-curse")).toContain(`that is ${plain.expected[0].toFixed(1)}, at $0.99$ it is $${(plain.expected[1] / 1e5).toFixed(2)}\\cdot10^5$`); // prettier-ignore
    for (const lambda of [0.1, 0.5, 0.999]) {
      const u = -Math.log(lambda);
      expect((lambda * Math.log(lambda)) / (1 - lambda ** 2)).toBeCloseTo(-u / (2 * Math.sinh(u)), 12);
    }
  });

  test("E|λ|²ᵏ = 1/(k+1), by a sum over a fine grid", () => {
    for (const k of [0, 1, 5, 40]) {
      const nodes = Array.from({ length: 100_000 }, (_, i) => ((i + 0.5) / 100_000) ** k);
      expect(nodes.reduce((sum, x) => sum + x, 0) / 100_000).toBeCloseTo(1 / (k + 1), 8);
    }
    expect(text("beyond-linear")).toContain("\\frac{1}{k+1}");
  });

  test("the pairs' wall: slopes −2.37, 0 and 701", () => {
    const slope = (w: number): number => (w ** 20 - 1) * 20 * w ** 19;
    expect(text("class")).toContain(`$${slope(0.9).toFixed(2)}$, $0$ and $${slope(1.1).toFixed(0)}$`);
    const cost = (w: number): number => (w ** 20 - 1) ** 2 / 2;
    expect((cost(1.1 + 1e-6) - cost(1.1 - 1e-6)) / 2e-6).toBeCloseTo(slope(1.1), 3);
  });
});

const data = delayedRecall({ points: 64, delay: 20, seed: 1 });
const shape = { inputs: 3, units: 8, outputs: 2 };
const nets: Record<string, (seed: number) => RecurrentNet> = {
  RNN: (seed) => recurrent({ ...shape, cell: "rnn", spectralNorm: 0.6, seed }),
  "LSTM 1997": (seed) => recurrent({ ...shape, cell: "lstm", forgetGate: false, spectralNorm: 0.6, seed }),
  LSTM: (seed) => recurrent({ ...shape, cell: "lstm", spectralNorm: 0.6, seed }),
  "LSTM, bias 5": (seed) => recurrent({ ...shape, cell: "lstm", forgetBias: 5, spectralNorm: 0.6, seed }),
};
const gru = (bias: number) => (seed: number): RecurrentNet => {
  const net = recurrent({ ...shape, cell: "gru", spectralNorm: 0.6, seed });
  net.parameters.gates[0].biases.fill(bias);
  return net;
}; // prettier-ignore
const learn = (net: RecurrentNet, optimizer: Optimizer, clip = true): Promise<RecurrentRun> =>
  runTrainingThroughTime(net, { data, steps: 150, batch: 16, optimizer, ...(clip && { clip: { norm: 1 } }) });
/** The training step at which the loss has fallen for good below 0.1; Infinity where it has not. */
function learnedAt({ loss }: RecurrentRun): number {
  const above = loss.findLastIndex((value) => !(value < 0.1));
  return above === loss.length - 1 ? Infinity : above + 1;
}
const SEEDS = [1, 2, 3, 4, 5, 6];
const timesOf = async (make: (seed: number) => RecurrentNet, optimizer: Optimizer): Promise<number[]> => {
  const times = [];
  for (const seed of SEEDS) times.push(learnedAt(await learn(make(seed), optimizer)));
  return times;
}; // prettier-ignore
const count = (times: readonly number[]): number => times.filter(Number.isFinite).length;
const median = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)];

describe("what notebook 11 says of training holds for six seeds", () => {
  test("by gradient descent a path from the start decides: most with one learn, hardly any without", async () => {
    for (const name of ["LSTM 1997", "LSTM, bias 5"]) expect(count(await timesOf(nets[name], sgd(0.3)))).toBeGreaterThanOrEqual(4); // prettier-ignore
    for (const make of [nets["RNN"], nets["LSTM"], gru(5)]) expect(count(await timesOf(make, sgd(0.3)))).toBeLessThanOrEqual(1); // prettier-ignore
  });

  test("with Adam all learn, those with a path first; elsewhere the early steps light up before. Gated cells then feel the symbol; some RNNs have latched", async () => {
    const few = delayedRecall({ points: 4, delay: 20, seed: 2 });
    const [times, felt]: Record<string, number[]>[] = [{}, {}];
    for (const [name, make] of [...Object.entries(nets), ["GRU", gru(1)] as const]) {
      [times[name], felt[name]] = [[], []];
      for (const seed of SEEDS) {
        const net = make(seed);
        const run = await learn(net, adam(0.03));
        times[name].push(learnedAt(run));
        felt[name].push(measureThroughTime(net, few, { pairs: true, jacobians: 2 }).pairs!.at(-1)![0]);
        if (name.includes("1997") || name.includes("5")) continue;
        const first = run.timeSteps[0].hiddenGradientRms;
        const begun = run.loss.findIndex((loss) => loss < 0.35);
        // The largest before the loss has halved.
        expect(Math.max(...first.slice(0, begun + 1)) / first[0], `${name} ${seed}`).toBeGreaterThan(3);
      }
      expect(count(times[name]), name).toBeGreaterThanOrEqual(5);
    }
    for (const slow of ["RNN", "LSTM", "GRU"])
      for (const quick of ["LSTM 1997", "LSTM, bias 5"]) expect(median(times[quick])).toBeLessThan(median(times[slow])); // prettier-ignore
    for (const size of [...felt["LSTM"], ...felt["GRU"]]) expect(size).toBeGreaterThan(0.01);
    expect(felt["RNN"][2]).toBeLessThan(1e-6);
    expect(felt["RNN"][0]).toBeGreaterThan(0.1);
  });

  test("of six RNNs with ‖U‖₂ = 1.5 about half fail as they are, and none with the gradient clipped", async () => {
    const failed = { free: 0, clipped: 0 };
    for (const seed of SEEDS)
      for (const way of ["free", "clipped"] as const) {
        const net = recurrent({ ...shape, cell: "rnn", spectralNorm: 1.5, seed });
        const { loss } = await learn(net, sgd(0.3), way === "clipped");
        if (!(loss.at(-1)! < 0.1)) failed[way]++;
      }
    expect(failed.clipped).toBe(0);
    expect(failed.free).toBeGreaterThanOrEqual(2);
    expect(failed.free).toBeLessThanOrEqual(4);
    expect(text("clipping-read")).toContain("`seed: 1` to `6`, about half");
  });
});
