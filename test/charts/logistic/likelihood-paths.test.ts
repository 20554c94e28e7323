import { expect, test } from "vitest";
import { likelihoodPaths } from "../../../src/charts/logistic/likelihood-paths";
import type { Figure } from "../../../src/charts/style/figure";
import { measuredFrom, standardized } from "../../../src/data/binary-table";
import { iris } from "../../../src/data/iris";
import { oRings } from "../../../src/data/o-rings";
import { likelihoodPaths as climb } from "../../../src/theory/logistic/likelihood-paths";
import { expectReadable, titleOf } from "../../support/readable-figure";

test("counts the steps of both methods, or says that they do not suffice", () => {
  const data = measuredFrom(oRings(), { origin: 55, unit: 10 });
  const chart = (steps: number): Figure => likelihoodPaths(climb(data, { steps }));
  expect(titleOf(chart(2000))).toMatch(/Newton takes [3-6] steps.*gradient ascent \d{3}$/);
  expect(titleOf(chart(20))).toMatch(/more than 20$/);
  expectReadable(chart(20));
});

test("says when there is no maximum", () => {
  const figure = likelihoodPaths(climb(standardized(iris("setosa"))));
  expect(titleOf(figure)).toContain("no maximum");
});
