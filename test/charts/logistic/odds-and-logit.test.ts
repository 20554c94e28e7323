import { expect, test } from "vitest";
import { oddsAndLogit } from "../../../src/charts/logistic/odds-and-logit";
import { oddsCurve } from "../../../src/theory/logistic/odds-curve";
import { expectReadable, expectSliderStarts } from "../../support/readable-figure";

test("says the odds of the probability that it is given", () => {
  const figure = oddsAndLogit(oddsCurve(0.8));
  expect(figure.description).toContain("odds 4 ");
  expectReadable(figure);
});

test("its slider has a frame for each stop, and starts as its active stop would draw it", () => {
  expectSliderStarts(oddsAndLogit(oddsCurve()));
});

test("refuses a probability without a place on the axis", () => {
  expect(() => oddsAndLogit(oddsCurve(1))).toThrow(/0.01 to 0.99/);
});
