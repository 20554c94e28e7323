import { expect, test } from "vitest";
import { criticalPoints } from "../../../src/charts/critical-points/critical-points";
import { examine } from "../../../src/theory/critical-points/examine";
import { linearChain } from "../../../src/theory/critical-points/linear-chain";
import { messageOf } from "../../support/readable-figure";

test("writes kind and signs above each panel and counts the minima", () => {
  const chain = linearChain();
  const chart = criticalPoints({ a: examine(chain, [0, 0]), b: examine(chain, [1, 1]) });
  const headings = (chart.layout["annotations"] as { text: string }[]).map(({ text }) => text);
  expect(headings).toEqual(["<b>a</b><br>strict saddle, λ: − +", "<b>b</b><br>minimum, λ: 0 +"]);
  expect(messageOf(chart)).toBe("2 points with a gradient near 0, one of them is a minimum");
});
