import { expect, test } from "vitest";
import { signalDecay } from "../../../src/charts/phases/signal-decay";
import * as theory from "../../../src/theory";
import { expectReadable, messageOf } from "../../support/readable-figure";

const decay = (weights: number): theory.SignalDecay =>
  theory.signalDecay(
    "tanh",
    { weights, biases: 0.1 },
    { layers: 5, width: 40, nets: 4, inputCosine: 0.5, seed: 1 },
  );

test("draws both distances in theory, and those that are larger than three standard errors as points", () => {
  const [low, high] = [decay(0.5), decay(4)];
  const figure = signalDecay({ order: low, chaos: high });
  expectReadable(figure);
  const traces = (name: string, axis: string) => figure.data.find((trace) => trace["name"] === name && trace["yaxis"] === axis)!; // prettier-ignore
  expect(traces("order", "y")["y"]).toEqual(low.correlation.theory);
  expect(traces("chaos", "y2")["y"]).toEqual(high.variance.theory);
  const { measured, error } = high.variance;
  const seen = [1, 2, 3, 4, 5].filter((l) => measured[l - 1] > 3 * error[l - 1]);
  expect(traces("chaos, measured", "y2")).toMatchObject({ x: seen, y: seen.map((l) => measured[l - 1]) });
  const told = [low, high].map(({ correlation, variance }) => [correlation, variance].map(({ scale }) => Number(scale.toPrecision(3)))); // prettier-ignore
  expect(messageOf(figure)).toBe(`Layers to forget by a factor e: order: ${told[0][0]} (c), ${told[0][1]} (q); chaos: ${told[1][0]} (c), ${told[1][1]} (q)`); // prettier-ignore
});

test("draws one alone, and one whose q grows for ever", () => {
  expectReadable(signalDecay(decay(1)));
  const relu = theory.signalDecay("relu", { weights: 4 }, { layers: 3, width: 4, nets: 2, seed: 1 });
  const figure = signalDecay(relu);
  expectReadable(figure);
  expect(messageOf(figure)).toContain("∞ (q)");
  expect(() => signalDecay({ a: {} } as never)).toThrow(/charts.signalDecay decay a/);
});
