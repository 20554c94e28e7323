import { describe, expect, it } from "vitest";
import { signalAndGradient } from "../../../src/charts/comparison/signal-and-gradient";
import { runComparison } from "../../../src/comparison/run-comparison";
import { spirals } from "../../../src/data/spirals";
import { lecunNormal } from "../../../src/initializers";
import { meanField } from "../../../src/theory/mean-field/net-mean-field";
import { expectReadable, expectSliderStarts, messageOf } from "../../support/readable-figure";

const data = spirals({ points: 40, seed: 1 });
const base = { depth: 6, width: 24, activation: "relu" } as const;
const found = await runComparison({ init: [0.5, Math.SQRT2, 2].map((gain) => lecunNormal({ gain })) }, { base, data, seeds: 3 }); // prettier-ignore
const predictions = Object.fromEntries(
  found.rows.map(({ name, reports: [{ description }] }) => [name, meanField(description)]),
);
const logs = (values: unknown): number[] => (values as number[]).map(Math.log10);
const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("charts.signalAndGradient(comparison)", () => {
  it("draws rms z and rms δ of each row, the mean of their logarithms over seeds, with theory", () => {
    const figure = signalAndGradient(found, { theory: predictions });
    const [, signal, signalTheory, , gradient, gradientTheory] = figure.data;
    const { reports } = found.rows[1];
    for (let l = 0; l < 7; l++) {
      const z = mean(reports.map(({ layers }) => Math.log10(layers[l].preactivationMeanSquare) / 2));
      expect(logs(signal["y"])[l]).toBeCloseTo(z, 10);
      expect(logs(gradient["y"])[l]).toBeCloseTo(mean(reports.map(({ layers }) => Math.log10(layers[l].deltaRms))), 10); // prettier-ignore
      const { preactivationMeanSquare, deltaRms } = predictions["lecunNormal(1.414)"].layers[l];
      expect(logs(signalTheory["y"])[l]).toBeCloseTo(Math.log10(preactivationMeanSquare) / 2, 10);
      const output = logs(gradient["y"])[6];
      expect(logs(gradientTheory["y"])[l]).toBeCloseTo(Math.log10(deltaRms) + output, 10);
    }
    expectReadable(figure);
    expectSliderStarts(figure);
  });
  it("starts at the row whose δ is steadiest, and says its factors", () => {
    const figure = signalAndGradient(found);
    expect(messageOf(figure)).toMatch(
      /^Steadiest δ: lecunNormal\(1\.414\), ×\S+ per layer back; z ×\S+ forward$/,
    );
    const factor = 10 ** mean(found.rows[1].reports.map(({ layers }) => Math.log10(layers[0].deltaRms / layers[5].deltaRms) / 5)); // prettier-ignore
    expect(Number(/, ×(\S+) per layer back/.exec(messageOf(figure))![1])).toBeCloseTo(factor, 2);
    const labels = (figure.layout["sliders"] as { steps: { label: string }[] }[])[0].steps.map(({ label }) => label); // prettier-ignore
    expect(labels[2]).toMatch(/^lecunNormal\(2\): z ×1\.[34]\d*, δ ×1\.[34]\d*$/);
  });
  it("has axes for all rows, not only for the one it starts at, and rows of several depths", async () => {
    const mixed = await runComparison({ depth: [3, 9] }, { base: { width: 4, activation: "sigmoid" }, data, seeds: 2 }); // prettier-ignore
    const { layout, frames, data: start } = signalAndGradient(mixed);
    const { xaxis, yaxis2 } = layout as Record<string, { range: number[] }>;
    expect(xaxis.range).toEqual([0.5, 10.5]);
    const drawn = (frames as { data: { y: number[] }[] }[]).flatMap((frame) => logs(frame.data[4].y));
    expect(drawn).toHaveLength(14);
    for (const power of drawn) {
      expect(power).toBeGreaterThan(yaxis2.range[0]);
      expect(power).toBeLessThan(yaxis2.range[1]);
    }
    expect(start).toHaveLength(6);
  });
  it("says that one layer has no trend, and refuses what is no comparison", async () => {
    const shallow = await runComparison({ activation: ["tanh"] }, { base: { width: 4 }, data, seeds: 1 });
    expect(messageOf(signalAndGradient(shallow))).toContain("too few layers with a gradient to see a trend");
    expect(() => signalAndGradient({ rows: [], seeds: [] } as never)).toThrow("charts.signalAndGradient rows must be a list of at least 1"); // prettier-ignore
  });
});
