import { describe, expect, test } from "vitest";
import { whatBackpropMultiplies as exercises } from "../../src/exercises/02-what-backprop-multiplies";
import * as theory from "../../src/theory";
import { describeAnswers, type Wrong } from "../support/answers";

const RIGHT: Record<string, unknown[]> = {
  "02.count-quarters": [2 ** -22, 2.38e-7],
  "02.predict-gate": ["next to nothing"],
  "02.predict-gain": ["less"],
  "02.mean-factor": [0.987, 0.9866],
  "02.tanh-interval": [0.896],
  "02.loss-scale": [17],
};

const WRONG: Wrong[] = [
  ["count-quarters", 2 ** -20, /for cross-entropy/],
  ["count-quarters", 2 ** -18, /How many are that/],
  ["count-quarters", 2 ** -24, /One too many/],
  ["count-quarters", 2.75, /do not add/],
  ["predict-gate", "all", /not in the product/],
  ["predict-gate", "half", /a\(1 − a\)/],
  ["predict-gain", "double", /variance of z/],
  ["predict-gain", "more", /steeper or flatter/],
  ["mean-factor", 2.5, /largest value/],
  ["mean-factor", 1, /never quite/],
  ["mean-factor", 0.09866, /weight is a factor/],
  ["tanh-interval", 0.448, /from −1 to 1/],
  ["tanh-interval", 1.72, /weight at which/],
  ["tanh-interval", 2, /onto more than itself/],
  ["loss-scale", 12, /without the scale/],
  ["loss-scale", 18, /One layer less/],
  ["loss-scale", 34, /two powers/],
  ["loss-scale", 5, /the scale buys/],
];

describe("the exercises of notebook 02", () => {
  describeAnswers("02", exercises, { right: RIGHT, wrong: WRONG });

  test("a squared error's gradient reaches the bound of ten hidden neurons when all sit at their steepest", () => {
    // Every z is 0 with the bias −½ behind an activation of ½, and the output is ½ off: half of the bound.
    const neurons = 11;
    const a = 0.5;
    const slopes = Array.from({ length: neurons }, () => a * (1 - a));
    const gradient = slopes.reduce((product, slope) => product * slope, a - 0);
    expect(exercises["02.count-quarters"].accepts(gradient / a)).toBe(true);
  });

  test("the mean factor is that of a sum over many inputs", () => {
    const factor = (x: number): number => 10 / (2 + 2 * Math.cosh(10 * x - 5));
    const inputs = Array.from({ length: 2000 }, (_, i) => (i + 0.5) / 2000);
    const mean = inputs.reduce((sum, x) => sum + factor(x), 0) / inputs.length;
    expect(exercises["02.mean-factor"].accepts(mean)).toBe(true);
  });

  test("no weight opens tanh wider, of many that are tried", () => {
    const width = (w: number): number => (2 * Math.acosh(Math.sqrt(w))) / w;
    const widest = Math.max(...Array.from({ length: 4000 }, (_, i) => width(1 + i / 1000)));
    expect(exercises["02.tanh-interval"].accepts(widest)).toBe(true);
    expect(exercises["02.tanh-interval"].solution!().join(" ")).toContain(`${widest.toPrecision(4)} of 2`);
  });

  test("a gain of 2 gives a wide net less than twice the factor", () => {
    const at = (gain: number): number =>
      Math.sqrt(theory.chi1("sigmoid", { weights: gain ** 2 }));
    expect(at(2) / at(1)).toBeLessThan(1.95);
    expect(exercises["02.predict-gain"].solution!().join(" ")).toContain(`× ${(at(2) / at(1)).toPrecision(3)}.`);
  });

  test("float16 holds the scaled gradient just so long", () => {
    let [gradient, layers] = [1024, 0];
    while (gradient / 4 >= 2 ** -24) [gradient, layers] = [gradient / 4, layers + 1];
    expect(exercises["02.loss-scale"].accepts(layers)).toBe(true);
  });
}); // prettier-ignore
