import { expect, test } from "vitest";
import { logisticFit } from "../../../src/charts/logistic/logistic-fit";
import type { Figure } from "../../../src/charts/style/figure";
import { oRings } from "../../../src/data/o-rings";
import { predict } from "../../../src/theory/logistic/logistic-prediction";
import { logisticRegression } from "../../../src/theory/logistic/logistic-regression";
import { expectReadable, titleOf } from "../../support/readable-figure";

const fit = logisticRegression(oRings());
const chart = (x: number): Figure => logisticFit(oRings(), predict(fit, [20, 90]), predict(fit, [x])[0]);

test("says when a prediction lies outside the data, and never that it is certain", () => {
  expect(titleOf(chart(31))).toContain("extrapolated): p = 0.9996");
  expect(titleOf(chart(70))).not.toContain("extrapolated");
  expect(titleOf(chart(0))).toContain("p just below 1");
  for (const x of [0, 31, 70, 120]) expectReadable(chart(x));
});

test("draws every flight once", () => {
  const texts = chart(31).data.flatMap((trace) => (trace["text"] as string[] | undefined) ?? []);
  expect(texts.reduce((sum, text) => sum + Number.parseInt(text, 10), 0)).toBe(23);
});
