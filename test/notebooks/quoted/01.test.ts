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

  test("squared error and cross-entropy at z = 8 differ by about 3000", () => {
    const [p, slope] = [sigmoid(8), sigmoid(8) * sigmoid(-8)];
    expect(prose(stem, "class")).toContain(`${p.toFixed(4)} against ${(p * slope).toFixed(5)}`);
    expect(1 / slope / 3000).toBeCloseTo(1, 1);
  });
});
