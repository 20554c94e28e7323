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

test("lost layers are crosses in the format's colour, and only one scale is seen", () => {
  const { data } = precisionLens(lensOf(quarters));
  const seen = data.filter(({ visible }) => visible);
  expect(seen.map(({ name }) => name)).toEqual(["exact", "float16", "float16: 0", "bfloat16", "float32"]);
  expect(seen[2]["x"]).toEqual([1, 2, 3, 4, 5, 6, 7]);
  const [kept, lost] = seen.slice(1, 3).map((trace) => trace["marker"] as { color: string; line: { color: string } }); // prettier-ignore
  expect(lost.line.color).toBe(kept.color);
});

test("an overflow is named as such", () => {
  const figure = precisionLens(lensOf([1, 2], { formats: ["float16"], lossScales: [2 ** 15] }));
  expect(titlesOf(figure)[0]).toBe("Of 2 layers, loss × 2¹⁵: float16 overflows in 2");
});
