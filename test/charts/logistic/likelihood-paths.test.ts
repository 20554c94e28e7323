import { expect, test } from "vitest";
import { likelihoodPaths } from "../../../src/charts/logistic/likelihood-paths";
import type { Figure } from "../../../src/charts/style/figure";
import { measuredFrom, standardized } from "../../../src/data/binary-table";
import { iris } from "../../../src/data/iris";
import { oRings } from "../../../src/data/o-rings";
import { likelihoodSurface } from "../../../src/theory/logistic/likelihood-surface";
import { logisticAscent } from "../../../src/theory/logistic/logistic-ascent";
import { logisticRegression } from "../../../src/theory/logistic/logistic-regression";
import { expectReadable, titleOf } from "../../support/readable-figure";

test("counts the steps of both methods, or says that they do not suffice", () => {
  const data = measuredFrom(oRings(), { origin: 55, unit: 10 });
  const newton = logisticRegression(data);
  const surface = likelihoodSurface(data, newton.path.map(({ weights }) => weights)); // prettier-ignore
  const chart = (steps: number): Figure => likelihoodPaths(surface, newton, logisticAscent(data, { steps }));
  expect(titleOf(chart(2000))).toMatch(/Newton takes [3-6] steps.*gradient ascent \d{3}$/);
  expect(titleOf(chart(20))).toMatch(/more than 20$/);
  expectReadable(chart(20));
});

test("says when there is no maximum", () => {
  const data = standardized(iris("setosa"));
  const surface = likelihoodSurface(data, [[0, 0], [2, 5]]); // prettier-ignore
  const figure = likelihoodPaths(surface, logisticRegression(data), logisticAscent(data));
  expect(titleOf(figure)).toContain("no maximum");
});
