import { expect, test } from "vitest";
import { weightGrowth } from "../../../src/charts/finite-width/weight-growth";
import { standardized } from "../../../src/data/binary-table";
import { iris } from "../../../src/data/iris";
import { logisticAscent } from "../../../src/theory/logistic/logistic-ascent";
import { logisticRegression } from "../../../src/theory/logistic/logistic-regression";
import { maximumMargin } from "../../../src/theory/logistic/maximum-margin";
import { expectReadable, titleOf } from "../../support/readable-figure";

test("names the data on which the weights never settle", () => {
  const [separable, overlapping] = [iris("setosa"), iris("virginica")].map(standardized);
  const ascent = logisticAscent(separable, { steps: 50 });
  const endless = { name: "apart", ascent, margin: maximumMargin(separable) };
  const settling = { name: "mixed", ascent, limit: logisticRegression(overlapping).weights };
  expect(titleOf(weightGrowth([endless, settling]))).toContain("never settle<br>(apart)");
  expect(titleOf(weightGrowth([settling]))).toContain("The weights settle");
  for (const figure of [weightGrowth([endless]), weightGrowth([settling])]) expectReadable(figure);
});
