import { describe, expect, it } from "vitest";
import { comparison } from "../../../src/charts/comparison/comparison";
import { runComparison } from "../../../src/comparison/run-comparison";
import { spirals } from "../../../src/data/spirals";
import { sgd } from "../../../src/optimizers/sgd";
import { meanField } from "../../../src/theory/mean-field/net-mean-field";

const data = spirals({ points: 60, seed: 1 });
const logs = (values: unknown): number[] => (values as number[]).map(Math.log10);

describe("charts.comparison(comparison)", () => {
  it("draws the mean of the logarithm over seeds, and a standard deviation around it", async () => {
    const found = await runComparison({ activation: ["sigmoid", "relu"] }, { base: { depth: 3, width: 8 }, data, seeds: 4 }); // prettier-ignore
    const { data: traces, layout, description } = comparison(found);
    const [band, line] = traces;
    const perSeed = found.rows[0].reports.map(({ layers }) => logs(layers.map(({ deltaRms }) => deltaRms)));
    const mean = [0, 1, 2, 3].map((l) => perSeed.reduce((sum, seed) => sum + seed[l], 0) / 4);
    const deviation = mean.map((m, l) => Math.sqrt(perSeed.reduce((sum, seed) => sum + (seed[l] - m) ** 2, 0) / 3)); // prettier-ignore
    const edges = logs(band["y"]);
    mean.forEach((m, l) => {
      expect(logs(line["y"])[l]).toBeCloseTo(m, 10);
      expect(edges[l]).toBeCloseTo(m + deviation[l], 10);
      expect(edges[7 - l]).toBeCloseTo(m - deviation[l], 10);
    });
    expect(traces.filter(({ visible }) => visible).length).toBe(4);
    expect(traces.filter(({ visible, showlegend }) => visible && showlegend !== false).map(({ name }) => name)).toEqual(["sigmoid", "relu"]); // prettier-ignore
    expect((layout["title"] as { text: string }).text).toMatch(/^δ per layer going back:<br>from ×0\.2\d+ \(sigmoid\)<br>to ×0\.\d+ \(relu\)/); // prettier-ignore
    expect(description).toMatch(/^2 nets with 4 seeds each\./);
  });
  it("draws the loss over the training first where there was one, at the steps that were recorded", async () => {
    const training = { steps: 30, optimizer: sgd(0.1), every: 3 };
    const found = await runComparison({ depth: [1, 2] }, { base: { width: 8 }, data, seeds: 2, training });
    const { data: traces, layout } = comparison(found);
    const [a, b] = found.rows[0].runs;
    expect(traces[1]["x"]).toEqual([...a.steps]);
    expect(logs(traces[1]["y"])[4]).toBeCloseTo((Math.log10(a.loss[4]) + Math.log10(b.loss[4])) / 2, 10);
    expect((layout["xaxis"] as { title: { text: string } }).title.text).toBe("training step");
    expect((layout["updatemenus"] as { buttons: unknown[] }[])[0].buttons.length).toBe(4);
  });
  it("draws theory through the measured output layer, and below a loss that of equally likely classes", async () => {
    const training = { steps: 5, optimizer: sgd(0.1) };
    const axes = { activation: ["tanh", "relu"] } as const;
    const found = await runComparison(axes, { base: { depth: 3, width: 8 }, data, seeds: 2, training });
    const predicted = meanField(found.rows[1].reports[0].description);
    const { data: traces } = comparison(found, { theory: { relu: predicted } });
    const guess = traces.find(({ name }) => name === "all classes equally likely: ln 2")!;
    expect(logs(guess["y"])).toEqual([expect.closeTo(Math.log10(Math.log(2)), 12), expect.closeTo(Math.log10(Math.log(2)), 12)]);
    const theories = traces.filter(({ name }) => name === "mean-field theory");
    expect(theories).toHaveLength(1);
    const outputs = found.rows[1].reports.map(({ layers }) => Math.log10(layers[3].deltaRms));
    const anchor = (outputs[0] + outputs[1]) / 2;
    expect(logs(theories[0]["y"])).toEqual(predicted.layers.map(({ deltaRms }) => expect.closeTo(Math.log10(deltaRms) + anchor, 10)));
  }); // prettier-ignore
  it("draws gradients that float64 does not hold by their logarithms", async () => {
    const found = await runComparison({ activation: ["sigmoid"] }, { base: { depth: 560, width: 4 }, data, seeds: 1 }); // prettier-ignore
    const { data: traces, layout } = comparison(found);
    expect((traces[1]["y"] as number[])[0]).toBeLessThan(-300);
    expect((layout["yaxis"] as { title: { text: string } }).title.text).toBe("log₁₀ of rms of δ = ∂C/∂z");
  });
  it("refuses what is no comparison", () => {
    expect(() => comparison({ rows: [], seeds: [] } as never)).toThrow("charts.comparison rows must be a list of at least 1");
    expect(() => comparison({} as never)).toThrow("charts.comparison comparison must be what compare(…) gives");
    expect(() => comparison({ rows: [{ name: "a", reports: [1], runs: [] }], seeds: [1] } as never, { theory: { b: {} as never } })).toThrow("charts.comparison theory must have the name of a row");
  }); // prettier-ignore
});
