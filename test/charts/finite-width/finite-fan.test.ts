import { deviation, mean } from "d3-array";
import { expect, test } from "vitest";
import { mlp } from "../../../src/architecture/net";
import { finiteFan } from "../../../src/charts/finite-width/finite-fan";
import * as theory from "../../../src/theory";
import { expectReadable, messageOf } from "../../support/readable-figure";

const fan = (width: number, depth = 5): theory.FiniteFan =>
  theory.finiteFan(mlp({ inputs: 2, outputs: 2, depth, width, activation: "relu", init: "heNormal", bias: false, seed: 1 }), { nets: 12 }); // prettier-ignore

test("draws every net, mean and standard deviation of the logarithm in theory, and says them beside the nets'", () => {
  const wide = fan(16);
  const figure = finiteFan({ "width 4": fan(4), "width 16": wide });
  expectReadable(figure);
  const [{ buttons }] = figure.layout["updatemenus"] as [{ buttons: { args: [unknown, Record<string, string>] }[] }]; // prettier-ignore
  const { finite, nets } = wide.layers[0];
  const signed = (x: number): string => x.toFixed(2).replace("-", "−");
  expect(buttons[1].args[1]["title.text"]).toBe(
    `width 16: ln δ₁ ${signed(finite.mean)} ± ${Math.sqrt(finite.variance).toFixed(2)} in theory,<br>${signed(mean(nets)!)} ± ${deviation(nets)!.toFixed(2)} in 12 nets`,
  );
  const [lines, , middle] = figure.data.slice(4);
  const first = (lines["y"] as number[]).slice(0, 5).map(Math.log);
  wide.layers.forEach((layer, l) => expect(first[l]).toBeCloseTo(layer.nets[0], 9));
  expect(Math.log((middle["y"] as number[])[0])).toBeCloseTo(finite.mean, 9);
});

test("counts nets that are dead, also where all are", () => {
  const all = fan(1, 30);
  expect(all.dead).toBe(12);
  const figure = finiteFan(all);
  expectReadable(figure);
  expect(messageOf(figure)).toContain("12 nets of 12 dead");
  const some = (dead: number): string => messageOf(finiteFan({ ...fan(8, 10), dead }));
  expect([some(1), some(2)]).toEqual([
    expect.stringMatching(/, 1 more is dead$/),
    expect.stringMatching(/, 2 more are dead$/),
  ]);
  expect(() => finiteFan({} as never)).toThrow(/charts.finiteFan fan/);
});
