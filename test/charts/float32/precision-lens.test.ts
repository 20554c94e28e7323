import { expect, test } from "vitest";
import { precisionLens } from "../../../src/charts/float32/precision-lens";
import { precisionLens as lensOf } from "../../../src/theory/float32/precision-lens";
import { titlesOf } from "../../support/true-figure";

const quarters = Array.from({ length: 20 }, (_, i) => 4 ** (i - 19));

test("the title counts what each format loses, at every scale of the loss", () => {
  const figure = precisionLens(lensOf(quarters, { lossScales: [1, 2 ** 10] }));
  const titles = [...new Set(titlesOf(figure))];
  expect(titles).toEqual([
    "Of 20 layers: float16 loses 7, bfloat16 loses 0, float32 loses 0",
    "Of 20 layers, loss × 2¹⁰: float16 loses 2, bfloat16 loses 0, float32 loses 0",
  ]);
  expect(figure.description).toContain("float16 loses 7");
});

test("lost layers are crosses in the format's colour, each format's in a row of its own, and one scale is seen", () => {
  const { data } = precisionLens(lensOf(quarters, { formats: ["float8E5M2", "float16"] }));
  const seen = data.filter(({ visible }) => visible);
  expect(seen.map(({ name }) => name).toSorted()).toEqual(["0 as stored", "0 as stored", "exact", "float16", "float8E5M2"]); // prettier-ignore
  const lost = seen.filter(({ name }) => name === "0 as stored");
  expect(lost.map(({ x }) => (x as number[]).length).toSorted((a, b) => a - b)).toEqual([7, 11]);
  expect(new Set(lost.map(({ y }) => (y as number[])[0])).size).toBe(2);
  const colours = lost.map((trace) => (trace["marker"] as { line: { color: string } }).line.color);
  const lines = ["float16", "float8E5M2"].map((format) => seen.find(({ name }) => name === format)!["line"] as { color: string }); // prettier-ignore
  expect(colours.toSorted()).toEqual(lines.map(({ color }) => color).toSorted());
});

test("an overflow is named as such", () => {
  const figure = precisionLens(lensOf([1, 2], { formats: ["float16"], lossScales: [2 ** 15] }));
  expect(titlesOf(figure)[0]).toBe("Of 2 layers, loss × 2¹⁵: float16 overflows in 2");
});
