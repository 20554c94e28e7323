import { expect, test } from "vitest";
import { activationNames } from "../../../src/activations";
import { typicalSlope } from "../../../src/charts/chain/typical-slope";
import { typicalSlope as theory } from "../../../src/theory/chain/typical-slope";
import { expectReadable, titleOf } from "../../support/readable-figure";

test.each(activationNames)("sets the mean beside the bound for %s", (name) => {
  expectReadable(typicalSlope(theory(name, { variance: 3 })));
});

test("says 0.0448 and 0.0625 for the sigmoid at variance 1", () => {
  expect(titleOf(typicalSlope(theory("sigmoid")))).toBe("sigmoid: typical squared slope 0.0448,<br>at most 0.0625"); // prettier-ignore
});
