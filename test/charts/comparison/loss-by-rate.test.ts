import { expect, test } from "vitest";
import { lossByRate } from "../../../src/charts/comparison/loss-by-rate";
import { runComparison } from "../../../src/comparison/run-comparison";
import { spirals } from "../../../src/data/spirals";
import { sgd } from "../../../src/optimizers/sgd";
import { expectReadable, messageOf } from "../../support/readable-figure";
import { expectTrueWords } from "../../support/true-figure";

const data = spirals({ points: 60, seed: 1 });
const base = { depth: 2, width: 8 };

test("draws the loss of the last step by the rate, of each net, and names each one's best", async () => {
  const optimizer = [sgd(1), sgd(0.01), sgd(0.1)];
  const training = { steps: 20 };
  const found = await runComparison({ activation: ["tanh", "sigmoid"], optimizer }, { base, data, seeds: 2, training }); // prettier-ignore
  const figure = lossByRate(found);
  expectReadable(figure);
  expectTrueWords(figure);
  const curves = figure.data.filter(({ showlegend }) => showlegend !== false);
  expect(curves.map(({ name, x }) => [name, x])).toEqual([["tanh", [0.01, 0.1, 1]], ["sigmoid", [0.01, 0.1, 1]]]); // prettier-ignore
  const [a, b] = found.rows[1].runs.map(({ loss }) => loss[19]);
  expect((curves[0]["y"] as number[])[0]).toBeCloseTo(Math.sqrt(a * b), 10);
  const best = (y: unknown): string => String(Number(Math.min(...(y as number[])).toPrecision(2)));
  expect(messageOf(figure)).toMatch(new RegExp(`tanh ${best(curves[0]["y"])} \\(η 1\\), sigmoid ${best(curves[1]["y"])} \\(η 1\\)$`)); // prettier-ignore
});

test("cuts the loss of a net that diverged at ten times the first one", async () => {
  const training = { steps: 30 };
  const optimizer = [sgd(0.1), sgd(1000)];
  const options = { base: { ...base, output: "linear", loss: "squaredError", outputs: 2 } as const, data: { ...data, labels: new Int32Array(0), targets: new Float32Array(120).fill(1), classes: 0 }, seeds: 2, training }; // prettier-ignore
  const found = await runComparison({ activation: ["linear"], optimizer }, options);
  const first = Math.max(...found.rows[1].runs.map(({ loss }) => loss[0]));
  const [, line] = lossByRate(found).data;
  expect((line["y"] as number[])[1]).toBeCloseTo(10 * first, 6);
});

test("refuses nets that were trained with one rate", async () => {
  const training = { steps: 1, optimizer: sgd(0.1) };
  const found = await runComparison({ depth: [1, 2] }, { base: { width: 4 }, data, seeds: 1, training });
  expect(() => lossByRate(found)).toThrow(
    "charts.lossByRate rows must each be trained with two learning rates",
  );
});
