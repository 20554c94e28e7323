import { expect, test } from "vitest";
import { gateSweep } from "../../../src/charts/chain/gate-sweep";
import { gateSweep as theory } from "../../../src/theory/chain/gate-sweep";
import { expectReadable } from "../../support/readable-figure";
import { everyChain, thinNet } from "../../support/thin-net";

test.each(everyChain)("is readable for %s at depth %i, its shares at most 1", (activation, depth) => {
  const weights = thinNet(activation, depth).weights.map(() => 1);
  const figure = gateSweep(theory({ weights, activation, label: 0, layer: Math.ceil(depth / 2), sweep: [-10, 0, 10] })); // prettier-ignore
  expectReadable(figure);
  expect(Math.max(...(figure.data[2]["y"] as number[]))).toBeLessThanOrEqual(1);
});
