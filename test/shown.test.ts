import { inspect } from "node:util";
import { expect, test } from "vitest";
import {
  blobs, charts, delayedRecall, iris, lastRun, measure, measureThroughTime, mlp, moons, oRings, recurrent, sgd, spirals,
  splitDataset, theory, train, trainRecurrent, xor,
} from "../src"; // prettier-ignore
import { textTable } from "../src/shown";

const data = spirals({ points: 20, seed: 1 });
const net = mlp({ inputs: 2, depth: 60, width: 4, outputs: 2, seed: 1 });
const sequences = delayedRecall({ points: 10, seed: 1 });
const cell = recurrent({ cell: "lstm", inputs: sequences.features, units: 3, outputs: 2, seed: 1 });
const report = measure(net, data);
const options = { steps: 2, optimizer: sgd(0.01) };

const values: Record<string, [value: object, said: RegExp]> = {
  "a net": [net, /^Net: 2 → 60 × 4 sigmoid → 2; 1 202 parameters/],
  "a report": [report, /^Report: 61 layers, 20 examples, .*loss 0\.\d+, .*in layer 1 and .*in layer 61/],
  "a run": [await train(net, { data, ...options }), /^Run: 2 of 2 steps, loss /],
  "a prediction": [theory.meanField(net), /^Mean field: 61 layers, rms δ changes by × 0\.\d+ per layer/],
  "a backward pass": [theory.backpropagation(net, data), /^Backward pass: 61 layers, loss /],
  "a figure": [charts.gradientProfile(report), /^Figure: Gradient per layer/],
  "a recurrent net": [cell, /^Recurrent net: \d+ → 3 LSTM units → 2; /],
  "its report": [measureThroughTime(cell, sequences), /^Report: \d+ time steps, 10 sequences/],
  "its run": [await trainRecurrent(cell, { data: sequences, ...options }), /^Run: 2 of 2 steps/],
  "sequences": [sequences, /^Data: delayed recall, 10 × \d+ steps × \d+ features, \d classes/],
  "iris": [iris(), /^Data: iris, 150 × 4 features, 3 classes \(setosa, versicolor, virginica\)/],
  "a table": [oRings(), /^Data: O-rings, 23 × 1 features, 2 classes/],
  "one side of a split": [splitDataset(data, { seed: 1 }).training, /^Data: spirals, 16 × 2 features/],
  "points of a plane": [moons({ seed: 1 }), /^Data: two moons/],
  "blobs": [blobs({ seed: 1 }), /^Data: blobs/],
  "XOR": [xor({ seed: 1 }), /^Data: XOR/],
}; // prettier-ignore

test.each(Object.entries(values))("%s says in one or two lines what it is", (_, [value, said]) => {
  const text = inspect(value);
  expect(text).toMatch(said);
  expect(`${value as never}`).toBe(text);
  expect(text.split("\n").length).toBeLessThanOrEqual(2);
});

test("what is said of a run is up to date, and in lastRun() too", async () => {
  const run = await train(net, { data, ...options });
  expect(inspect(lastRun() ?? run)).toContain("2 of 2 steps");
});

test.each(Object.entries(values))("JSON, copies and comparisons of %s do not see the text", (_, [value]) => {
  expect(Object.getOwnPropertySymbols({ ...value })).toEqual([]);
  expect(JSON.stringify(value)).not.toContain("inspect");
});

test("describe() shows the sentence and a table, in which equal layers stand together", () => {
  expect(inspect(net.describe()).split("\n").map((line) => line.replaceAll(/ +/g, " "))).toEqual([
    "2 → 60 × 4 sigmoid → 2; 1 202 parameters; xavierNormal, cross-entropy.",
    "",
    "layer shape activation Var(W) parameters",
    "1 2 → 4 sigmoid 0.3333 12",
    "2 to 60 4 → 4 sigmoid 0.25 20",
    "61 4 → 2 linear 0.3333 10",
  ]); // prettier-ignore
});

test("a recurrent net's table has a row for each gate and the output, whose parameters add up", () => {
  const { table, text, tex } = cell.describe();
  expect(table.map(({ part }) => part)).toEqual([
    ...cell.parameters.gates.map(({ gate }) => `${gate} gate`),
    "output",
  ]);
  expect(table.reduce((sum, { parameters }) => sum + parameters, 0)).toBe(cell.parameterCount);
  expect(inspect(cell.describe())).toContain(text);
  expect(tex).toContain("h_t");
});

test("textTable(rows) keeps rows apart that differ in more than their count", () => {
  expect(textTable([{ n: 1, a: "x" }, { n: 2, a: "y" }, { n: 3, a: "y" }])).toBe("n       a\n1       x\n2 to 3  y"); // prettier-ignore
});
