import { expect, test } from "vitest";
import { nielsenWidths } from "../../../src/charts/chain/nielsen-widths";
import { nielsenInterval, widestNielsenInterval } from "../../../src/theory/chain/nielsen-interval";
import { expectReadable, messageOf } from "../../support/readable-figure";

test("marks the widest interval, 0.45 at w = 6.9 as Nielsen's book has it", () => {
  const figure = nielsenWidths([4, 5, 9].map((w) => nielsenInterval(w)), widestNielsenInterval()); // prettier-ignore
  expectReadable(figure);
  expect(messageOf(figure)).toContain("No weight gives more than 0.448");
  expect((figure.data[1]["x"] as number[])[0]).toBeCloseTo(6.9, 1);
});
