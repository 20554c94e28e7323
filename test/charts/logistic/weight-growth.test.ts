import { expect, test } from "vitest";
import { weightGrowth } from "../../../src/charts/logistic/weight-growth";
import { standardized } from "../../../src/data/binary-table";
import { iris } from "../../../src/data/iris";
import { weightGrowth as grow } from "../../../src/theory/logistic/weight-growth";
import { expectReadable, titleOf } from "../../support/readable-figure";

const [endless, settling] = (["setosa", "virginica"] as const).map((other) => ({
  ...grow(standardized(iris(other)), { steps: 50 }),
  name: other,
}));

test("names the data on which the weights never settle", () => {
  expect(titleOf(weightGrowth([endless, settling]))).toContain("never settle<br>(setosa)");
  expect(titleOf(weightGrowth([settling]))).toContain("The weights settle");
  for (const figure of [weightGrowth([endless]), weightGrowth([settling])]) expectReadable(figure);
});

test("draws the limit level, and the slope of the end through the last norm", () => {
  const [, slope, , level] = weightGrowth([endless, settling]).data;
  expect((slope["y"] as number[])[1]).toBe(endless.norms[50]);
  expect(level["y"]).toEqual([settling.limit, settling.limit]);
});
