import { describe, expect, it } from "vitest";
import { mlp, type Net } from "../../../src/architecture/net";
import { activationFamily } from "../../../src/charts/activations/activation-family";
import { runComparison } from "../../../src/comparison/run-comparison";
import { spirals } from "../../../src/data/spirals";
import { sgd } from "../../../src/optimizers/sgd";
import { meanField } from "../../../src/theory/mean-field/net-mean-field";
import { expectReadable } from "../../support/readable-figure";

const data = spirals({ points: 40, seed: 1 });
const training = { steps: 6, optimizer: sgd(0.05) };
const netOf =
  (activation: "relu" | "elu" | "gelu") =>
  (seed: number): Net =>
    mlp({ inputs: 2, depth: 3, width: 6, outputs: 2, activation, init: "heNormal", seed });
const net = { relu: netOf("relu"), elu: netOf("elu"), gelu: netOf("gelu") };
const found = await runComparison({ net }, { data, seeds: 2, training });

describe("charts.activationFamily(comparison)", () => {
  it("draws f, f′, rms δ of each layer and the loss of each step, of all without bands and of one with them beside the first", () => {
    const theory = meanField(found.rows[1].reports[0].description);
    const figure = activationFamily(found, { theory: { elu: theory } });
    expectReadable(figure);
    const of = (name: string, axis: string): Record<string, unknown>[] =>
      figure.data.filter((trace) => trace["legendgroup"] === name && (trace["yaxis"] ?? "y") === axis);
    const [curve] = of("elu", "y");
    expect((curve["y"] as number[])[0]).toBeCloseTo(Math.exp(-4) - 1, 12);
    const [slope] = of("elu", "y2");
    expect((slope["y"] as number[])[0]).toBeCloseTo(Math.exp(-4), 12);
    const [, profile] = of("elu", "y3");
    const [a, b] = found.rows[1].reports.map(({ layers }) => layers[0].deltaRms);
    expect((profile["y"] as number[])[0]).toBeCloseTo(Math.sqrt(a * b), 10);
    const [, loss] = of("elu", "y4");
    const [c, d] = found.rows[1].runs.map((run) => run.loss[5]);
    expect((loss["y"] as number[])[5]).toBeCloseTo(Math.sqrt(c * d), 10);
    const dashed = figure.data.filter(({ name }) => name === "mean-field theory");
    expect(dashed).toHaveLength(1);
    const [{ buttons }] = figure.layout["updatemenus"] as [
      { buttons: { label: string; args: [{ visible: boolean[] }] }[] },
    ];
    expect(buttons.map(({ label }) => label)).toEqual(["all", "elu", "gelu"]);
    const shown = (i: number): unknown[] => figure.data.filter((_, k) => buttons[i].args[0].visible[k]).map((trace) => [trace["legendgroup"], trace["fill"] !== undefined]); // prettier-ignore
    expect(shown(0)).toEqual(["relu", "elu", "gelu"].flatMap((name) => Array.from({ length: 4 }, () => [name, false]))); // prettier-ignore
    expect(new Set(shown(2).map(([name]: any) => name))).toEqual(new Set(["relu", "gelu"]));
    expect(shown(2).filter(([, filled]: any) => filled)).toHaveLength(4);
  });

  it("says of one hidden layer that there is no trend, and numbers its layers by whole numbers", async () => {
    const shallow = (activation: "relu" | "elu" | "gelu") => (seed: number) =>
      mlp({ inputs: 2, depth: 1, width: 6, outputs: 2, activation, seed });
    const flat = { relu: shallow("relu"), elu: shallow("elu"), gelu: shallow("gelu") };
    const { layout } = activationFamily(await runComparison({ net: flat }, { data, seeds: 2, training }));
    expect((layout["title"] as { text: string }).text).toMatch(
      /^δ per layer: no trend<br>loss at the end \d/,
    );
    expect(layout["xaxis3"]).toMatchObject({ dtick: 1 });
  });

  it("says which δ changes least and most, and which loss ended least and most", () => {
    const { layout } = activationFamily(found);
    const factors = found.rows.map(({ factorPerLayer }) => factorPerLayer.mean);
    const [, first, last] = /δ per layer ×([\d.]+) \(\w+\),(?:<br>| )×([\d.]+) /.exec((layout["title"] as { text: string }).text)!; // prettier-ignore
    expect(Number(first)).toBeCloseTo(Math.min(...factors), 2);
    expect(Number(last)).toBeCloseTo(Math.max(...factors), 2);
  });

  it("says so where a loss is not finite, and keeps to lines of a phone with long names", () => {
    const rows = found.rows.map((row) => ({
      ...row,
      name: row.name === "elu" ? "rreluDivisor(3, 8)" : row.name,
      runs: row.runs.map((run) => ({ ...run, loss: run.loss.map(() => Number.NaN) })),
    }));
    const figure = activationFamily({ ...found, rows });
    expectReadable(figure);
    expect((figure.layout["title"] as { text: string }).text).toContain("loss at the end: not finite");
  });

  it("does not let a net that diverges press the others together", () => {
    const away = (row: (typeof found.rows)[number]) => row.runs.map((run) => ({ ...run, loss: run.loss.map((loss, i) => (i === 3 ? 1e30 : loss)) })); // prettier-ignore
    const rows = found.rows.map((row, i) => (i === 2 ? { ...row, runs: away(row) } : row));
    const axis = (comparison: typeof found): { range?: number[] } => activationFamily(comparison).layout["yaxis4"] as never; // prettier-ignore
    const starts = found.rows.map(
      ({ runs }) => (Math.log10(runs[0].loss[0]) + Math.log10(runs[1].loss[0])) / 2,
    );
    expect(axis({ ...found, rows }).range![1]).toBeCloseTo(Math.max(...starts) + 1, 10);
    expect(axis(found).range).toBeUndefined();
  });

  it("refuses nets that were not trained, or have several activations", async () => {
    const measured = await runComparison({ net }, { data, seeds: 1 });
    expect(() => activationFamily(measured)).toThrow("charts.activationFamily rows must have been trained");
    const mixed = { mixed: (seed: number): Net => mlp({ inputs: 2, depth: 2, width: 4, outputs: 2, activation: ["relu", "elu"], seed }) }; // prettier-ignore
    const two = await runComparison({ net: mixed }, { data, seeds: 1, training });
    expect(() => activationFamily(two)).toThrow("must have one activation in all hidden layers");
  });
});
