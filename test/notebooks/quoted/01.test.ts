import { describe, expect, test } from "vitest";
import { oRings } from "../../../src/data/o-rings";
import * as theory from "../../../src/theory";
import { prose } from "../../support/prose";

const stem = "01-where-the-sigmoid-comes-from";
const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

describe("numbers in the prose of notebook 01 are what theory gives", () => {
  test("the curve says 0.9996 at 31 °F, and its band begins at 0.48; 0.23 at 70, 0.02 at 81, 7.85 as log-odds", () => {
    const fit = theory.logisticRegression(oRings());
    const [cold, mild, warm] = theory.predict(fit, [31, 70, 81]);
    expect(prose(stem, "c-read")).toContain(`the curve says $p = ${cold.probability.toFixed(4)}$, but the 95 % interval begins at ${cold.lower.toFixed(2)}`); // prettier-ignore
    const tried = prose(stem, "try");
    expect(tried).toContain(`$p \\approx ${mild.probability.toFixed(2)}$`);
    expect(tried).toContain(`$p \\approx ${warm.probability.toFixed(2)}$`);
    expect(tried).toContain(`the log-odds of section 4: ${(fit.weights[0] + 31 * fit.weights[1]).toFixed(2)}`);
  });

  test("E σ′² is 0.0448 at variance 1, 72 % of the bound's square, 28 in ten layers, and about 0.02 at variance 10", () => {
    const at = (variance: number): number => theory.typicalSlope("sigmoid", { variance }).at.meanSquare;
    const ten = (1 / 16 / at(1)) ** 10;
    expect(prose(stem, "h-read")).toContain(`the mean is ${at(1).toFixed(4)}, which is ${Math.round(1600 * at(1))} %`);
    expect(prose(stem, "h-read")).toContain(`a factor of ${Math.round(ten)} in the square (${Math.sqrt(ten).toFixed(1)} in the gradient)`);
    expect(prose(stem, "summary")).toContain(`\\approx ${at(1).toFixed(4)}$ at variance 1`);
    expect(prose(stem, "try")).toContain(`falls to about ${at(10).toFixed(2)}`);
  }); // prettier-ignore

  test("the table of odds and logits is right, and twice the evidence for 0.9 is 81 : 1", () => {
    const row = prose(stem, "odds").split("| logit |")[1].split("|").slice(0, 5).map((cell) => Number(cell.trim().replace("−", "-"))); // prettier-ignore
    expect(row).toEqual([0.01, 0.1, 0.5, 0.9, 0.99].map((p) => Number(Math.log(p / (1 - p)).toFixed(2))));
    expect(prose(stem, "class")).toContain(
      `= ${sigmoid(2 * Math.log(9)).toFixed(3)}$, odds of ${9 * 9} : 1`,
    );
  });

  test("the interval at 70 °F is about 7 times narrower than at 31 °F in log-odds, and hardly as a probability", () => {
    const [cold, mild] = theory.predict(theory.logisticRegression(oRings()), [31, 70]);
    const logit = (p: number): number => Math.log(p / (1 - p));
    // Twice from the middle to the lower end, which float64 has in full.
    const width = ({ probability, lower }: typeof cold): number => logit(probability) - logit(lower);
    expect(prose(stem, "try")).toContain(`about ${Math.round(width(cold) / width(mild))} times narrower`);
    expect((mild.upper - mild.lower) / (cold.upper - cold.lower)).toBeGreaterThan(0.75);
  });

  test("from variance 1 to 100 the mean squared slope falls to a seventh", () => {
    const at = (variance: number): number => theory.typicalSlope("sigmoid", { variance }).at.meanSquare;
    expect(prose(stem, "class")).toContain("falls to about a seventh");
    expect(Math.round(at(1) / at(100))).toBe(7);
  });

  test("two normal classes have log-odds 2μx, or ln 2 − ⅜x² where only their variances differ", () => {
    const density = (x: number, mean: number, variance: number): number =>
      Math.exp(-((x - mean) ** 2) / (2 * variance)) / Math.sqrt(2 * Math.PI * variance);
    const text = prose(stem, "class");
    expect(text).toContain(String.raw`= 2\mu x$`);
    expect(text).toContain(String.raw`$\ln 2 - \tfrac38 x^2$`);
    for (const x of [-2, 0, 0.7, 3]) {
      expect(Math.log(density(x, 1.3, 1) / density(x, -1.3, 1))).toBeCloseTo(2 * 1.3 * x, 12);
      expect(Math.log(density(x, 0, 1) / density(x, 0, 4))).toBeCloseTo(Math.log(2) - (3 / 8) * x ** 2, 12);
    }
  });
});
