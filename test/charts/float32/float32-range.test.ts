import { expect, test } from "vitest";
import { float32Range } from "../../../src/charts/float32/float32-range";
import { float32Depths } from "../../../src/theory/float32/float32";
import { expectReadable, messageOf } from "../../support/readable-figure";

test("states where the product and its square end", () => {
  const figure = float32Range(float32Depths(1 / 4));
  expect(messageOf(figure)).toMatch(/L = 12.*after 31.*after 63/);
  expect(figure.description).toMatch(/after 74 factors, its square after 37/);
});

test.each([0.01, 0.25, 0.9, 1, 1.5])("is readable for a factor of %d", (factor) => {
  expectReadable(float32Range(float32Depths(factor)));
});
