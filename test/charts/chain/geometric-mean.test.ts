import { expect, test } from "vitest";
import { geometricMean } from "../../../src/charts/chain/geometric-mean";
import { meansByShare } from "../../../src/theory/chain/means";
import { expectReadable, expectSliderStarts } from "../../support/readable-figure";

test("says the square of the height at the cut that it is given", () => {
  const figure = geometricMean(meansByShare(0.2));
  expect(figure.description).toContain("0.16");
  expectReadable(figure);
});

test("its slider has a frame for each stop, and starts as its active stop would draw it", () => {
  expectSliderStarts(geometricMean(meansByShare()));
});
