import { describe, expect, test } from "vitest";
import { adagrad, rmsprop, sgd } from "../../../src/optimizers";
import type { Optimizer } from "../../../src/optimizers/optimizer";
import * as theory from "../../../src/theory";
import { prose } from "../../support/prose";

const stem = "00-is-a-small-gradient-good-news";

/** What is left of w₁ after some steps at a rate, on the notebook's valley, in percent. */
const left = (rate: number, steps: number, flat = 0.002): number => 100 * (1 - rate * flat) ** steps;

describe("numbers in the prose of notebook 00 are what arithmetic gives", () => {
  test("a third of the way is left after 1000 steps, 1 % after 4603, and ten times as far costs 2302 more", () => {
    const text = prose(stem, "corrections-valley");
    expect(text).toContain(`$0.999^{1000} = ${(left(0.5, 1000) / 100).toFixed(4)}$`);
    expect(text).toContain(`= ${Math.ceil(Math.log(0.01) / Math.log(0.999))}$ steps`);
    expect(text).toContain(`${left(0.5, 1000).toFixed(2)} % of *any* distance`);
    expect(text).toContain(`costs ${Math.ceil(Math.log(0.1) / Math.log(0.999))} steps more`);
  });

  test("no rate below 1 leaves less than 13.5 % of w₁ after 1000 steps; 0.99 leaves 13.8 %", () => {
    expect(prose(stem, "experiment-paths-read")).toContain("less than 13.5 % of $w_1$");
    expect(left(1, 1000)).toBeGreaterThan(13.5);
    expect(prose(stem, "try")).toContain(`$w_1$ keeps ${left(0.99, 1000).toPrecision(3)} %`);
    expect(prose(stem, "try")).toContain(`${left(0.5, 1000, 0.0002).toPrecision(3)} % of $w_1$ is left`);
  });

  test("at 30° Adagrad at its best rate leaves over twice what descent does, and RMSProp at 0.003 beats descent at 0.5", () => {
    const valley = theory.quadratic({ coefficients: [0.001, 1], angle: 30 });
    const leaves = (rule: Optimizer): number => {
      const { costs, diverged } = theory.descent(valley, rule, { start: valley.at([1, 1]), steps: 1000 });
      return diverged ? Infinity : costs.at(-1)!;
    };
    const rates = Array.from({ length: 150 }, (_, i) => 0.001 * 1.055 ** i);
    const best = (make: (rate: number) => Optimizer): number => Math.min(...rates.map((rate) => leaves(make(rate))));
    expect(prose(stem, "experiment-angle-read")).toContain("more than twice as much as gradient descent");
    expect(best(adagrad)).toBeGreaterThan(2 * best(sgd));
    expect(leaves(rmsprop(0.003))).toBeLessThan(leaves(sgd(0.5)));
  });

  test("the parameter test stops after 2303 steps with a tenth to go; with ε = 0.001 at its second, at 99.8 %", () => {
    const stop = (tolerance: number): theory.Stop =>
      theory.stopBy("parameter change", theory.quadratic(), sgd(0.5), { start: [1, 1], tolerance });
    const [own, coarse] = [stop(1e-4), stop(1e-3)];
    expect(prose(stem, "experiment-stopping-read")).toContain(`satisfied after ${own.step} steps`);
    expect(own.point[0]).toBeCloseTo(0.1, 3);
    expect(prose(stem, "try")).toContain(`second step, with ${(100 * coarse.point[0]).toFixed(1)} %`);
    expect(coarse.step).toBe(2);
  });

  test("half the rate stops the same test earlier, from η = 0.1 to 0.05, and farther off", () => {
    const stop = (rate: number): theory.Stop =>
      theory.stopBy("parameter change", theory.quadratic(), sgd(rate), { start: [1, 1], tolerance: 1e-4 });
    const [full, half] = [stop(0.1), stop(0.05)];
    const text = prose(stem, "class");
    expect(text).toContain(`at step ${full.step} for $\\eta = 0.1$, and at step ${half.step} for $\\eta = 0.05$`);
    expect(text).toContain(`at $w_1 = ${half.point[0].toFixed(2)}$ instead of ${full.point[0].toFixed(2)}`);
  });

  test("descent leaves three zeros in steps like 1/t, and two in a number that grows by a constant", () => {
    // Written out, without the library: from equal weights t, all stay equal.
    const halved = (weights: number, t: number): number => {
      let w = t;
      for (let step = 0; ; step++) {
        const error = w ** weights - 1;
        if (error ** 2 / 2 <= 0.25) return step;
        w -= 0.1 * error * w ** (weights - 1);
      }
    };
    const text = prose(stem, "beyond-zeros");
    expect(text).toContain(`takes ${halved(3, 0.01)} steps to halve the cost for $t = 0.01$ and ${halved(3, 0.001)} for $t = 0.001$`);
    expect(text).toContain(`it takes ${halved(2, 0.01)} and ${halved(2, 0.001)}`);
  });

  test("the Newton-type step on the plateau tends to ½ and to 1", () => {
    const step = (w: number): number => theory.examine(theory.sigmoidPlateau(), [w]).newtonStep;
    expect(prose(stem, "plateau")).toContain(String.raw`tends to $\tfrac12$ on the left and to 1 on the right`);
    expect(step(-30)).toBeCloseTo(0.5, 10);
    expect(step(30)).toBeCloseTo(1, 10);
  });

  test("with m zeros the cost of the linear chain falls by about the product of the moves", () => {
    const chain = theory.linearChain();
    expect(prose(stem, "beyond-zeros")).toContain("from $t = 0.01$ and three zeros by a millionth");
    expect(chain.cost([0, 0, 0]) - chain.cost([0.01, 0.01, 0.01])).toBeCloseTo(1e-6, 11);
  });
}); // prettier-ignore
