import { expect, test } from "vitest";
import { mlp } from "../../../src/architecture/net";
import { gradientBound } from "../../../src/charts/backpropagation/gradient-bound";
import { gradientProfile } from "../../../src/charts/depth/gradient-profile";
import { spirals } from "../../../src/data/spirals";
import { measure } from "../../../src/probes/measure";
import { gradientBound as theory } from "../../../src/theory/backpropagation/gradient-bound";
import { expectReadable, titleOf } from "../../support/readable-figure";
import { everyChain } from "../../support/thin-net";

const data = spirals({ points: 10, seed: 1 });

test.each(everyChain)("is readable for %s at depth %i", (activation, depth) => {
  const net = mlp({ inputs: 2, depth, width: 4, outputs: 2, activation, init: "lecunNormal", seed: 7 });
  expectReadable(gradientBound(theory(net, data), measure(net, data)));
});

test("draws what float32 alone shows, and counts where that is wrong as gradientProfile does", () => {
  const net = mlp({ inputs: 2, depth: 60, width: 8, outputs: 2, activation: "sigmoid", init: "lecunNormal", seed: 7 }); // prettier-ignore
  const report = measure(net, data);
  const figure = gradientBound(theory(net, data), report);
  const shown = figure.data.find(({ name }) => name === "float32 alone")!["y"] as (number | null)[];
  const lost = report.layers.filter(({ float32 }) => float32.deltaRms === 0).length;
  expect(shown.filter((y) => y === null).length).toBe(lost);
  expect(lost).toBeGreaterThan(0);
  const count = (text: string): string => /float32 alone gets (\d+ of 61) layers/.exec(text)![1];
  expect(count(titleOf(figure))).toBe(count(titleOf(gradientProfile(report))));
});
