import { expect, test } from "vitest";
import { chainFactorMap } from "../../../src/charts/chain/chain-factor-map";
import { chainFactors } from "../../../src/theory/chain/chain-factors";
import { expectReadable, messageOf } from "../../support/readable-figure";
import { everyChain } from "../../support/thin-net";

test.each(everyChain)("is readable for %s at depth %i, one view at a time", (activation, depth) => {
  const figure = chainFactorMap(chainFactors({ activation, weights: [-9, -1, 1, 9], depth }));
  expectReadable(figure);
  expect(figure.data.map(({ visible }) => visible)).toEqual([true, false]);
});

test("says below which weight the sigmoid's best case shrinks", () => {
  expect(messageOf(chainFactorMap(chainFactors({ activation: "sigmoid", weights: [1, 9], depth: 3 })))).toContain("(0.25·|w|)ᴸ: it shrinks below |w| = 4"); // prettier-ignore
});
