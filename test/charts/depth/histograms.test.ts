import { expect, test } from "vitest";
import { histograms } from "../../../src/charts/depth/histograms";
import { mlp } from "../../../src/architecture/net";
import { spirals } from "../../../src/data/spirals";
import { InvalidArgument } from "../../../src/errors";
import { histograms as countsOf, type LayerHistogram } from "../../../src/probes/histograms";
import { titlesOf } from "../../support/true-figure";

const layer = (index: number, edges: number[], counts: number[], zeros = 0): LayerHistogram => ({
  layer: index,
  quantity: "delta",
  logarithmic: true,
  edges,
  counts,
  zeros,
  nonFinite: 0,
});

test("each layer's bins stand on its own line, the fullest as high as every other layer's", () => {
  const { data } = histograms([layer(1, [-4, -3, -2], [1, 4]), layer(2, [-1, 0, 1], [30, 15])]);
  const outlines = data.filter(({ fill }) => fill);
  expect(outlines.map(({ x }) => x)).toEqual([[-4, -3, -2], [-1, 0, 1]]); // prettier-ignore
  const [first, second] = outlines.map(({ y }) => y as number[]);
  expect([first[1], second[0] - 1]).toEqual([0.85, expect.closeTo(0.85, 12)]);
  expect(first[0]).toBeCloseTo(0.85 / 4, 12);
  expect(second[1] - 1).toBeCloseTo(0.85 / 2, 12);
});

test("the title states where the sizes of the first layer and of the output begin and end", () => {
  const layers = [layer(1, [-12, -11, -10], [1, 1]), layer(2, [-2, -1, 0], [1, 1])];
  const figure = histograms([layers[0], { ...layers[1], isOutput: true }]);
  expect(titlesOf(figure)[0]).toBe("|δ|: 10⁻¹² to 10⁻¹⁰ in layer 1, 0.01 to 1 in the output layer");
  expect(titlesOf(histograms(layers))[0]).toBe("|δ|: 10⁻¹² to 10⁻¹⁰ in layer 1, 0.01 to 1 in layer 2");
});

test("numbers that are exactly 0 are crosses with their share", () => {
  const { data, description } = histograms([layer(1, [-1, 0], [3], 1), layer(2, [-1, 0], [4])]);
  expect(data.filter(({ name }) => name === "exactly 0")).toMatchObject([{ text: ["25 %"], y: [0.2], marker: { symbol: "x-thin" } }]); // prettier-ignore
  expect(description).toContain("In 1 layer some are exactly 0.");
  expect(titlesOf(histograms([layer(1, [], [], 4)]))[0]).toBe("|δ| exactly 0");
});

test("of a deep net nine layers are drawn, the first and the output among them", () => {
  const net = mlp({ inputs: 2, depth: 30, width: 4, outputs: 2, activation: "tanh", seed: 1 });
  for (const quantity of ["activation", "preactivation", "gradient", "delta"] as const) {
    const figure = histograms(countsOf(net, spirals({ points: 10, seed: 1 }), { quantity }));
    const { ticktext } = figure.layout["yaxis"] as { ticktext: string[] };
    expect([ticktext.length, ticktext[0], ticktext.at(-1)]).toEqual([9, "layer 1", "output"]);
    for (const line of (figure.layout["title"] as { text: string }).text.split("<br>"))
      expect(line.length).toBeLessThanOrEqual(44);
  }
});

test("what is no histogram is refused", () => {
  for (const bad of [[], {}, [{ layer: 1 }], null])
    expect(() => histograms(bad as never)).toThrow(InvalidArgument);
});
