import { expect, test } from "vitest";
import { float32Saturation } from "../../../src/charts/float32/float32-saturation";
import type { Figure } from "../../../src/charts/style/figure";
import { slope32 } from "../../../src/theory/float32/float32-sigmoid";
import { expectReadable, titleOf } from "../../support/readable-figure";

const upTo = (end: number): Figure => float32Saturation([0, end / 2, end].map(slope32));

test("speaks of the zero only where the axis reaches it", () => {
  expect(titleOf(upTo(24))).toContain("16.64");
  expect(titleOf(upTo(10))).toContain("still above 0");
  for (const end of [10, 24]) expectReadable(upTo(end));
});

test("marks with a cross where s(1 − s) is exactly 0, and only there", () => {
  const crosses = (end: number): unknown[] => upTo(end).data.filter(({ name }) => name === "exactly 0").map(({ x }) => x); // prettier-ignore
  expect(crosses(24)).toEqual([[24]]);
  expect(crosses(10)).toEqual([]);
});
