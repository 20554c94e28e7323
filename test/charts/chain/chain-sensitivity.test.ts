import { expect, test } from "vitest";
import { chainSensitivity } from "../../../src/charts/chain/chain-sensitivity";
import { chainSensitivity as theory } from "../../../src/theory/chain/chain-sensitivity";
import { expectReadable } from "../../support/readable-figure";
import { everyChain, thinNet } from "../../support/thin-net";

test.each(everyChain)("is readable for %s at depth %i, with a bar for each weight", (activation, depth) => {
  const figure = chainSensitivity(theory({ ...thinNet(activation, depth), layer: Math.ceil(depth / 2) }));
  expectReadable(figure);
  expect(figure.data.flatMap(({ x }) => x as number[])).toHaveLength(depth + 1);
});
