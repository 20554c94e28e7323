import { expect, test } from "vitest";
import { cures } from "../../../src/charts/comparison/cures";
import { gradientAndLoss } from "../../../src/charts/comparison/gradient-and-loss";
import { runComparison } from "../../../src/comparison/run-comparison";
import { spirals } from "../../../src/data/spirals";
import { momentum, sgd } from "../../../src/optimizers";
import { meanField } from "../../../src/theory/mean-field/net-mean-field";
import { expectReadable, messageOf } from "../../support/readable-figure";

const data = spirals({ points: 40, seed: 1 });
const base = { depth: 4, width: 8, activation: "relu" } as const;
const init = ["xavierNormal", "heNormal"] as const;
const training = { steps: 12, batch: 20, optimizer: momentum(0.05), every: 3 };
const trained = await runComparison({ init: [...init] }, { base, data, seeds: 2, training });
const lost = await runComparison({ optimizer: [sgd(1000)] }, { base: { ...base, activation: "linear" }, data, seeds: 1, training: { steps: 60 } }); // prettier-ignore
const logs = (values: unknown): number[] => (values as number[]).map(Math.log10);
const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

test("gradientAndLoss draws δ per layer before the training and the loss over it, with theory and the loss of a guess", () => {
  const predictions = Object.fromEntries(trained.rows.map(({ name, reports: [{ description }] }) => [name, meanField(description)])); // prettier-ignore
  const figure = gradientAndLoss(trained, { theory: predictions });
  expectReadable(figure);
  const named = (name: string, axis: string | undefined) =>
    figure.data.filter((trace) => trace["name"] === name && trace["yaxis"] === axis && trace["fill"] === undefined); // prettier-ignore
  for (const { name, reports, runs } of trained.rows) {
    const [gradient] = named(name, undefined);
    logs(gradient["y"]).forEach((power, l) => expect(power).toBeCloseTo(mean(reports.map(({ layers }) => Math.log10(layers[l].deltaRms))), 10)); // prettier-ignore
    const [loss] = named(name, "y2");
    expect(loss["x"]).toEqual([0, 3, 6, 9, 11].slice(0, (loss["x"] as number[]).length));
    logs(loss["y"]).forEach((power, k) => expect(power).toBeCloseTo(mean(runs.map((run) => Math.log10(run.loss[k]))), 10)); // prettier-ignore
  }
  expect(named("mean-field theory", undefined)).toHaveLength(2);
  expect(named("equally likely classes: ln 2", "y2")[0]["y"]).toEqual([expect.closeTo(Math.LN2, 10), expect.closeTo(Math.LN2, 10)]); // prettier-ignore
  expect(messageOf(figure)).toMatch(/xavierNormal: δ ×\S+, loss \S+ heNormal: δ ×\S+, loss \S+/);
  expect(figure.data.filter(({ name, showlegend }) => name === "heNormal" && showlegend !== false)).toHaveLength(1); // prettier-ignore
});

test("gradientAndLoss and cures refuse nets that were not trained", async () => {
  const measured = await runComparison({ init: ["heNormal"] }, { base, data, seeds: 1 });
  expect(() => gradientAndLoss(measured)).toThrow(/a run each/);
  expect(() => cures({ relu: measured.rows })).toThrow(/a run each/);
  expect(() => cures({})).toThrow(/by a name/);
});

test("cures draws a line for each net, its factor and what it gets right, once for a name, with a cross where a training diverged", () => {
  const figure = cures({ "4 ReLU layers": [...trained.rows, trained.rows[0]], lost: lost.rows });
  expectReadable(figure);
  const [factors, shares, , ends] = figure.data;
  expect(factors["x"]).toEqual(trained.rows.map(({ factorPerLayer }) => factorPerLayer.mean));
  expect(shares["x"]).toEqual(trained.rows.map(({ accuracy }) => accuracy.mean));
  expect(factors["y"]).toEqual([-1, -2]);
  expect((shares["marker"] as { symbol: string[] }).symbol).toEqual(["circle", "circle"]);
  expect((ends["marker"] as { symbol: string[] }).symbol).toEqual(["x"]);
  const { tickvals, ticktext } = figure.layout["yaxis"] as { tickvals: number[]; ticktext: string[] };
  expect(ticktext).toEqual(["<b>4 ReLU layers</b>", "xavierNormal", "heNormal", "<b>lost</b>", expect.stringMatching(/^sgd/)]); // prettier-ignore
  expect(tickvals.map((y) => y + 0)).toEqual([0, -1, -2, -3, -4]);
  expect(messageOf(figure)).toMatch(/^4 ReLU layers: \d of 2 get 90 % right lost: 0 of 1 get 90 % right$/);
  expect(figure.description).toContain("diverged");
});
