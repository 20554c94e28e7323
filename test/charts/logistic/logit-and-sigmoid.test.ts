import { expect, test } from "vitest";
import { logitAndSigmoid } from "../../../src/charts/logistic/logit-and-sigmoid";
import { oddsCurve } from "../../../src/theory/logistic/odds-curve";
import { expectReadable, titleOf } from "../../support/readable-figure";

test("says the logit of the probability that it is given, and draws the pair in the diagonal's mirror", () => {
  const figure = logitAndSigmoid(oddsCurve(0.5));
  expect(titleOf(figure)).toContain("σ(0) = 0.5");
  const pair = figure.data.at(-1)!;
  expect(pair["x"]).toEqual((pair["y"] as number[]).toReversed());
  expectReadable(figure);
});

test("refuses a probability without a place on the axis", () => {
  expect(() => logitAndSigmoid(oddsCurve(0))).toThrow(/0.01 to 0.99/);
});
