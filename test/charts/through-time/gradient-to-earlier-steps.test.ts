import { expect, test } from "vitest";
import { gradientToEarlierSteps } from "../../../src/charts/through-time/gradient-to-earlier-steps";
import type { Json } from "../../../src/charts/style/figure";
import { titleOf } from "../../support/readable-figure";

/** Pairs that shrink by a factor per step. */
const pairsOf = (factor: number, steps = 5): { pairs: number[][] } => ({
  pairs: Array.from({ length: steps }, (_, s) => Array.from({ length: s + 1 }, (_u, t) => factor ** (s - t))),
});

const reports = { RNN: pairsOf(0.01), LSTM: pairsOf(0.9), GRU: pairsOf(0.5) };
const figure = gradientToEarlierSteps(reports, { theory: { RNN: [1, 0.1, 0.01, 1e-3, 1e-4] } });
const { data, layout, frames } = figure;

test("a panel for each cell, all with one range on a logarithmic axis", () => {
  const axes = ["yaxis", "yaxis2", "yaxis3"].map((name) => layout[name] as Json);
  for (const axis of axes) expect(axis).toMatchObject({ type: "log", range: axes[0]["range"] });
  const tops = axes.map(({ domain }) => (domain as number[])[1]);
  expect(tops).toEqual(tops.toSorted((a, b) => b - a));
  expect(data).toHaveLength(6);
  expect(data[0]).toMatchObject({ name: "RNN", x: [1, 2, 3, 4, 5], y: [1e-8, 1e-6, 1e-4, 0.01, 1].map((y) => expect.closeTo(y, 10)) }); // prettier-ignore
});

test("theory counts the steps back from s: under the cell that it is for, and empty under the others", () => {
  expect(data[1]["y"]).toEqual([1e-4, 1e-3, 0.01, 0.1, 1].map((y) => expect.closeTo(y, 10)));
  expect(data[3]["y"]).toEqual([null, null, null, null, null]);
});

test("the slider picks s: nothing is drawn later than s, and step s itself has 1", () => {
  expect(frames).toHaveLength(5);
  frames!.forEach((frame, s) => {
    const [rnn] = frame["data"] as { y: (number | null)[] }[];
    expect(rnn.y[s]).toBe(1);
    expect(rnn.y.slice(s + 1)).toEqual(Array(4 - s).fill(null));
  });
});

test("title and description say what step 1 gets of the last", () => {
  expect(titleOf(figure)).toBe("Of what step 5 has, step 1 gets<br>RNN 10⁻⁸, LSTM 0.66, GRU 0.063");
  expect(figure.description).toContain("LSTM 0.656");
});

test("what is exactly 0, or below 10⁻²⁰, leaves a gap and does not stretch the scale", () => {
  const { data: drawn, layout: axes } = gradientToEarlierSteps({ dead: { pairs: [[1], [0, 1]] }, faint: { pairs: [[1], [1e-40, 1]] } }); // prettier-ignore
  expect(drawn[0]["y"]).toEqual([null, 1]);
  expect(drawn[2]["y"]).toEqual([null, 1]);
  expect(((axes["yaxis"] as Json)["range"] as number[])[0]).toBeGreaterThan(-24);
});

test("reports without pairs, of other lengths, and theory for nobody are refused", () => {
  expect(() => gradientToEarlierSteps({ a: {} })).toThrow(/pairs: true/);
  expect(() => gradientToEarlierSteps({ a: pairsOf(0.5), b: pairsOf(0.5, 4) })).toThrow(/5 time steps/);
  expect(() => gradientToEarlierSteps(reports, { theory: { rnn: [1] } })).toThrow(/no such option/);
});
