import { describe, expect, it } from "vitest";
import { mlp } from "../../../src/architecture/net";
import { comparison } from "../../../src/charts/comparison/comparison";
import { runComparison } from "../../../src/comparison/run-comparison";
import { spirals } from "../../../src/data/spirals";
import { sgd } from "../../../src/optimizers/sgd";
import { deadUnits } from "../../../src/theory/mean-field/dead-units";
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
    expect(layout["xaxis"]).toMatchObject({ dtick: 1 });
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
  it("marks the loss of a single step, which no line shows", async () => {
    const modes = async (steps: number): Promise<unknown> => {
      const found = await runComparison({ depth: [1] }, { base: { width: 8 }, data, seeds: 2, training: { steps, optimizer: sgd(0.1) } }); // prettier-ignore
      return comparison(found).data[1]["mode"];
    };
    expect([await modes(1), await modes(2)]).toEqual(["lines+markers", "lines"]);
  });
  it("draws the loss of equally likely classes beside a cross-entropy", async () => {
    const training = { steps: 5, optimizer: sgd(0.1) };
    const found = await runComparison({ activation: ["tanh"] }, { base: { depth: 3, width: 8 }, data, seeds: 2, training }); // prettier-ignore
    const guess = comparison(found).data.find(({ name }) => name === "equally likely classes: ln 2")!;
    expect(guess["x"]).toEqual([0, 4]);
    for (const y of guess["y"] as number[]) expect(y).toBeCloseTo(Math.LN2, 12);
    const single = await runComparison({ activation: ["tanh"] }, { base: { depth: 3, width: 8, loss: "squaredError", outputs: 2 }, data, seeds: 2, training }); // prettier-ignore
    expect(comparison(single).data.some(({ name }) => String(name).startsWith("equally"))).toBe(false);
  });
  it("draws the share of dead units of each hidden layer in percent, and what theory says of it", async () => {
    const base = { inputs: 2, depth: 3, width: 8, outputs: 2, activation: "relu", init: "heNormal" } as const;
    const found = await runComparison({ init: ["heNormal", "pytorchDefault"] }, { base, data, seeds: 3 });
    const theory = { heNormal: deadUnits(mlp({ ...base, seed: 1 }), data, { draws: 500 }) };
    const { data: traces, layout } = comparison(found, { quantities: ["deadShare"], theory });
    const drawn = traces.find(({ name, fill }) => name === "heNormal" && fill === undefined)![
      "y"
    ] as number[];
    const { reports } = found.rows[0];
    expect(drawn).toHaveLength(3);
    drawn.forEach((share, i) => expect(share).toBeCloseTo(reports.reduce((sum, { layers }) => sum + layers[i].deadShare / 3, 0), 12)); // prettier-ignore
    const edges = traces.find(({ name, fill }) => name === "heNormal" && fill !== undefined)![
      "y"
    ] as number[];
    for (const edge of edges) expect(Math.max(0, Math.min(1, edge))).toBe(edge);
    const predicted = traces.find(({ name }) => name === "mean-field theory")!["y"] as number[];
    expect(predicted).toEqual(theory.heNormal.layers.map(({ deadShare }) => deadShare));
    expect(layout["yaxis"]).toMatchObject({ tickformat: ".0%" });
    expect((layout["title"] as { text: string }).text).toMatch(/^Dead share of the last hidden layer:<br>from \d.* % \(\w+\)<br>to \d.* % \(\w+\)$/); // prettier-ignore
  });
  it("draws gradients that float64 does not hold by their logarithms", async () => {
    const found = await runComparison({ activation: ["sigmoid"] }, { base: { depth: 560, width: 4 }, data, seeds: 1 }); // prettier-ignore
    const { data: traces, layout } = comparison(found);
    expect((traces[1]["y"] as number[])[0]).toBeLessThan(-300);
    expect((layout["yaxis"] as { title: { text: string } }).title.text).toBe("log₁₀ of rms of δ = ∂C/∂z");
  });
  it("draws theory over the bands, δ through the measured output layer and q where it is, and levels to compare with", async () => {
    const base = { depth: 6, width: 16, init: "lecunNormal", activation: "tanh" } as const;
    const found = await runComparison({ activation: ["tanh"] }, { base, data, seeds: 3 });
    const theory = meanField(mlp({ ...base, inputs: 2, outputs: 2, seed: 1 }), { inputMeanSquare: found.rows[0].reports[0].inputMeanSquare }); // prettier-ignore
    const levels = { plateau: 0.25, "1/(2l)": theory.layers.map(({ layer }) => 1 / (2 * layer)) };
    const quantities = ["preactivationMeanSquare", "deltaRms"] as const;
    const { data: traces, layout } = comparison(found, { quantities, theory: { tanh: theory }, levels });
    expect(traces.map(({ name }) => name)).toEqual(["tanh", "tanh", "mean-field theory", "plateau", "1/(2l)", "tanh", "tanh", "mean-field theory"]); // prettier-ignore
    theory.layers.forEach(({ preactivationMeanSquare, deltaRms }, l) => {
      expect((traces[2]["y"] as number[])[l] / preactivationMeanSquare).toBeCloseTo(1, 10);
      expect((traces[3]["y"] as number[])[l]).toBeCloseTo(0.25, 12);
      const output = (traces[6]["y"] as number[]).at(-1)!;
      expect((traces[7]["y"] as number[])[l] / output / deltaRms).toBeCloseTo(1, 10);
    });
    expect((layout["title"] as { text: string }).text).toMatch(
      /^q of the last hidden layer: 0\.\d+ \(tanh\)$/,
    );
  });
  it("draws the validation data's loss at each look, and the training's probes as they were at its end, in the layers that have them", async () => {
    const training = { steps: 20, optimizer: sgd(0.1), validation: { data: spirals({ points: 30, seed: 2 }), every: 5 }, probes: ["slopeMean"] as const, probeEvery: 10 }; // prettier-ignore
    const found = await runComparison({ activation: ["prelu"] }, { base: { depth: 2, width: 6 }, data, seeds: 2, training }); // prettier-ignore
    const { data: traces, layout } = comparison(found, { quantities: ["slopeMean", "validationLoss"], levels: { start: 0.25 } }); // prettier-ignore
    const { runs, validation } = found.rows[0];
    const slopes = [0, 1].map((l) => (runs[0].probes.layers[l].slopeMean!.at(-1)! + runs[1].probes.layers[l].slopeMean!.at(-1)!) / 2); // prettier-ignore
    expect(traces[1]["x"]).toEqual([1, 2]);
    slopes.forEach((slope, l) => expect((traces[1]["y"] as number[])[l]).toBeCloseTo(slope, 12));
    expect([traces[2]["y"], traces[4]["x"]]).toEqual([[0.25, 0.25], [5, 10, 15, 20]]); // prettier-ignore
    runs[0].validation.loss.forEach((loss, i) =>
      expect(logs(traces[4]["y"])[i]).toBeCloseTo((Math.log10(loss) + Math.log10(runs[1].validation.loss[i])) / 2, 10),
    ); // prettier-ignore
    expect(validation!.loss.mean).toBeCloseTo((runs[0].validation.loss.at(-1)! + runs[1].validation.loss.at(-1)!) / 2, 12); // prettier-ignore
    expect((layout["yaxis"] as { type?: string }).type).toBeUndefined();
    expect((layout["title"] as { text: string }).text).toMatch(/^Learned slope, after 10 steps,<br>mean of the layers: 0\.\d+ \(prelu\)$/); // prettier-ignore
  });
  it("draws what has no log axis by its mean over seeds, with theory as it is", async () => {
    const base = { depth: 3, width: 16, init: "heNormal" } as const;
    const found = await runComparison({ activation: ["relu"] }, { base, data, seeds: 3 });
    const theory = meanField(mlp({ ...base, activation: "relu", inputs: 2, outputs: 2, seed: 1 }));
    const { data: traces } = comparison(found, { quantities: ["activationMean"], theory });
    const first = found.rows[0].reports.map(({ layers }) => layers[0].activationMean);
    expect((traces[1]["y"] as number[])[0]).toBeCloseTo((first[0] + first[1] + first[2]) / 3, 12);
    expect((traces[2]["y"] as number[])[0]).toBeCloseTo(1 / Math.sqrt(Math.PI), 10); // q = 2
  });
  it("refuses a quantity that it cannot draw, theory of no row, and levels that do not fit", async () => {
    const found = await runComparison({ depth: [1] }, { base: { width: 2 }, data, seeds: 1 });
    const options = (given: object) => () => comparison(found, given);
    expect(options({ quantities: ["loss"] })).toThrow("charts.comparison quantities must be a list of quantities that all rows have");
    expect(options({ quantities: ["validationLoss"] })).toThrow('got "validationLoss"');
    expect(options({ quantities: ["spectralNorm"] })).toThrow('got "spectralNorm"');
    expect(options({ theory: { other: { layers: [] } } })).toThrow('must have the name of a report; got "other"');
    expect(options({ levels: { a: [1, 2, 3] } })).toThrow("charts.comparison levels a must be a number, or 2 numbers; got 3");
    expect(options({ levels: { a: 0 } })).toThrow("charts.comparison levels a must be a finite number above 0");
  }); // prettier-ignore
  it("draws published numbers beside the bands, and says how far they are from the means", async () => {
    const found = await runComparison({ depth: [2, 3] }, { base: { width: 8 }, data, seeds: 3 });
    const means = found.rows.map(({ reports }) =>
      [0, 1].map((l) => reports.reduce((sum, { layers }) => sum + Math.log10(layers[l].biasNorm), 0) / 3),
    );
    const published = Object.fromEntries(found.rows.map(({ name }, i) => [name, [2 * 10 ** means[i][0], 0.5 * 10 ** means[i][1]]])); // prettier-ignore
    const { data: traces, description } = comparison(found, { quantities: ["biasNorm"], published });
    const points = traces.filter(({ name }) => name === "published");
    expect(points.map(({ showlegend }) => showlegend)).toEqual([true, false]);
    expect(points.map((trace) => trace["x"])).toEqual([[1, 2], [1, 2]]); // prettier-ignore
    expect(logs(points[1]["y"])[0]).toBeCloseTo(means[1][0] + Math.log10(2), 10);
    expect(description).toContain("Published numbers are 0.5 to 2 times the means.");
    const refused = (wrong: object) => () => comparison(found, { quantities: ["biasNorm"], published: wrong as never }); // prettier-ignore
    expect(refused({ "depth 9": [1] })).toThrow("must have the name of a row");
    expect(refused({ "depth 2": [1, 1, 1, 1] })).toThrow("must have at most 3 numbers");
    expect(refused({ "depth 2": [0] })).toThrow("above 0");
  });
  it("draws theory of the norms of δ and of the biases' gradient with each layer's own number of units", async () => {
    const base = { depth: 2, width: [16, 4] };
    const found = await runComparison({ activation: ["sigmoid"] }, { base, data, seeds: 2 });
    const theory = meanField(found.rows[0].reports[0]);
    const { data: traces } = comparison(found, { quantities: ["deltaNorm", "deltaRms", "biasNorm"], theory });
    const lines = traces.filter(({ name }) => String(name).includes("theory"));
    const [norm, rms, bias] = lines.map((trace) => logs(trace["y"]));
    const from = (line: number[]): number[] => line.map((value) => value - line[2]);
    const root = [16, 4, 2].map((units) => Math.log10(units / 2) / 2);
    from(norm).forEach((value, l) => expect(value).toBeCloseTo(from(rms)[l] + root[l], 10));
    from(bias).forEach((value, l) => expect(value).toBeCloseTo(from(norm)[l], 10));
    expect(lines[2]["name"]).toBe("theory, were all examples alike");
  });
  it("refuses what is no comparison", () => {
    expect(() => comparison({ rows: [], seeds: [] } as never)).toThrow("charts.comparison rows must be a list of at least 1");
    expect(() => comparison({} as never)).toThrow("charts.comparison comparison must be what compare(…) gives");
  }); // prettier-ignore
});
