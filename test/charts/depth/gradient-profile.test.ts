import { expect, test } from "vitest";
import { gradientProfile } from "../../../src/charts/depth/gradient-profile";
import { InvalidArgument } from "../../../src/errors";
import type { LayerReport, Report } from "../../../src/probes/measure";
import type { MeanField } from "../../../src/theory/mean-field/net-mean-field";

/** A report of layers whose δ is 2⁻ᵏ going back, or as given. */
function report(deltas: number[]): Report {
  const layers = deltas.map(
    (deltaRms, i) =>
      ({ layer: i + 1, units: 4, deltaRms, weightNorm: deltaRms, updateRatio: deltaRms }) as LayerReport,
  );
  const activations = deltas.slice(1).map(() => ({ name: "sigmoid" as const }));
  return { layers, description: { activations } } as unknown as Report;
}

const titleOf = (deltas: number[]): string =>
  (gradientProfile(report(deltas)).layout["title"] as { text: string }).text;

test("the title states the measured factor per layer, from the hidden layers alone", () => {
  expect(titleOf([0.125, 0.25, 0.5, 17])).toBe("δ shrinks going back: ×0.5 per layer");
  expect(titleOf([8, 4, 2, 17])).toBe("δ grows going back: ×2 per layer");
  expect(titleOf([1, 1, 1, 17])).toBe("δ keeps its size going back: ×1 per layer");
});

test.each([[[0.5]], [[0.25, 0.5]], [[0, 0, 0.5]]])("too few layers for a trend (%j) is said so", (deltas) => {
  expect(titleOf(deltas)).toContain("too few layers");
});

test("layers whose gradient is exactly 0 are marked as such, not left out or drawn at −∞", () => {
  const { data, description } = gradientProfile(report([0, 1e-30, 1e-20, 0.5]));
  expect(data[0]).toMatchObject({ x: [1, 2, 3, 4], y: [null, 1e-30, 1e-20, 0.5] });
  expect(data[1]).toMatchObject({ x: [1], y: [1e-31], name: "exactly 0", marker: { symbol: "x-thin" } });
  expect(description).toContain("in 1 layer it is exactly 0");
});

test("weights that are not numbers are named, not taken for a net that explodes", () => {
  const broken = report([NaN, NaN, NaN]);
  broken.layers.forEach((layer, i) => (layer.matrixNorm = i === 1 ? NaN : 2));
  const { layout, description } = gradientProfile(broken);
  expect((layout["title"] as { text: string }).text).toMatch(
    /^The weights of layer 2 are not finite numbers/,
  );
  expect(description).toContain("the weights of layer 2 are not finite numbers");
});

test("layers that overflowed leave a gap, and the title says so", () => {
  const { data, layout, description } = gradientProfile(report([NaN, Infinity, 1e30, 0.5]));
  expect(data[0]).toMatchObject({ x: [1, 2, 3, 4], y: [null, null, 1e30, 0.5] });
  expect((layout["title"] as { text: string }).text).toBe("δ overflows float32: the net explodes");
  expect(description).toContain("beyond float32 in layer 1");
});

test("theory is drawn through the measured output layer", () => {
  const theory = {
    layers: [1, 2, 3].map((layer) => ({ layer, deltaRms: 0.1 ** (3 - layer) })),
    factorPerLayer: 0.1,
  } as MeanField;
  const { data } = gradientProfile(report([0.25, 0.5, 4]), { theory });
  expect(data[1]["y"]).toEqual([4 * 0.1 ** 2, 0.4, 4]);
});

test("the menu shows one quantity at a time, each with its own message and axis", () => {
  const { data, layout } = gradientProfile(report([0.125, 0.25, 0.5, 1]));
  const [{ buttons }] = layout["updatemenus"] as { buttons: { args: [{ visible: boolean[] }, object] }[] }[];
  expect(buttons).toHaveLength(3);
  for (const { args } of buttons) {
    expect(args[0].visible).toHaveLength(data.length);
    expect(args[1]).toHaveProperty(["yaxis.title.text"]);
  }
  expect(data.filter((trace) => trace["visible"])).toHaveLength(1);
});

test("what float32 alone would have shown is drawn where it is something else, and counted", () => {
  const deltas = [1e-50, 1e-30, 1e-10, 0.5];
  const { layers, ...rest } = report(deltas);
  const shown = [0, 0, 1e-10, 0.5];
  const measured = layers.map((layer, i) => ({
    ...layer,
    log10: { weightNorm: Math.log10(deltas[i]), biasNorm: 0, deltaRms: Math.log10(deltas[i]) },
    float32: { weightNorm: shown[i], biasNorm: 0, deltaRms: shown[i] },
  }));
  const { data, layout, description } = gradientProfile({ ...rest, layers: measured });
  expect(data[1]).toMatchObject({ x: [1, 2], name: "float32 alone: 0" });
  expect((layout["title"] as { text: string }).text).toContain("float32 alone gets 2 of 4 layers wrong");
  expect(description).toContain("float32 alone gets 2 of 4 layers wrong");
});

test("sizes beyond float64 are drawn by their logarithms", () => {
  const powers = [-650, -400, -200, -1];
  const { layers, ...rest } = report(powers.map((power) => 10 ** power));
  const measured = layers.map((layer, i) => ({
    ...layer,
    log10: { weightNorm: powers[i], biasNorm: 0, deltaRms: powers[i] },
    float32: { weightNorm: 0, biasNorm: 0, deltaRms: 0 },
  }));
  const { data, layout, description } = gradientProfile({ ...rest, layers: measured });
  expect(data[0]).toMatchObject({ x: [1, 2, 3, 4], y: powers });
  expect(layout["yaxis"]).toMatchObject({ title: { text: "log₁₀ of rms of δ = ∂C/∂z" } });
  expect(description).toContain("10⁻⁶⁵⁰ in layer 1");
});

test("several reports share an axis, each with its name, its own colour and its own theory", () => {
  const theory = { layers: [1, 2, 3].map((layer) => ({ layer, deltaRms: 0.1 ** (3 - layer), log10DeltaRms: layer - 3 })), factorPerLayer: 0.1 } as MeanField; // prettier-ignore
  const reports = { sigmoid: report([0.125, 0.25, 0.5]), relu: report([2, 1, 0.25]) };
  const { data, layout, description } = gradientProfile(reports, { theory: { relu: theory } });
  const shown = data.filter(({ visible }) => visible);
  expect(shown.map(({ name }) => name)).toEqual(["sigmoid", "relu", "mean-field theory"]);
  const [sigmoid, relu, line] = shown.map((trace) => (trace["line"] as { color: string }).color);
  expect([sigmoid === relu, line === relu]).toEqual([false, true]);
  expect((shown[2]["y"] as number[])[2]).toBe(0.25);
  expect((layout["title"] as { text: string }).text).toBe(
    "δ going back, per layer:<br>sigmoid ×0.5, relu ×2",
  );
  expect(description).toMatch(/sigmoid: .*0\.125 in layer 1.* relu: .*2 in layer 1/);
});

test("more reports than a title holds are told by the least and the largest factor", () => {
  const factors = [0.5, 2, 1, 0.25, 0.1];
  const reports = Object.fromEntries(factors.map((f, i) => [`net ${i}`, report([f ** 2, f, 1])]));
  const { layout } = gradientProfile(reports);
  expect((layout["title"] as { text: string }).text).toBe(
    "δ going back, per layer:<br>net 4 ×0.1 to net 1 ×2",
  );
});

test("a model's report, with names and without δ, is drawn by what it has", () => {
  const layers = ["dense_1", "dense_2", "out"].map((name, i) => ({ layer: 2 * i + 1, name, weightNorm: 10 ** (i - 2), biasNorm: 0, updateRatio: 0.1 })); // prettier-ignore
  const { data, layout, description } = gradientProfile({ layers });
  expect((layout["title"] as { text: string }).text).toBe("‖∂C/∂W‖ shrinks going back: ×0.1 per layer");
  expect(layout["xaxis"]).toMatchObject({ tickvals: [1, 2, 3], ticktext: ["dense_1", "dense_2", "out"] });
  expect(data[0]["text"]).toEqual(["dense_1", "dense_2", "out"]);
  expect(description).toContain("a model of 3 layers: ‖∂C/∂W‖ is 0.01 in dense_1 and 1 in out");
});

test("any probe can be drawn, on a linear axis where its values do not fall geometrically, with the theory that there is", () => {
  const measured = report([0.125, 0.25, 0.5]);
  for (const layer of measured.layers) [layer.saturatedShare, layer.activationStd] = [0.1 * layer.layer, 0.2];
  const theory = { layers: [1, 2, 3].map((layer) => ({ layer, deltaRms: 1, log10DeltaRms: 0, activationStd: 0.3 })), factorPerLayer: 1 } as MeanField; // prettier-ignore
  const { data, layout } = gradientProfile(measured, {
    theory,
    quantities: ["saturatedShare", "activationStd"],
  });
  expect(layout["yaxis"]).toMatchObject({ type: "linear", title: { text: "saturated share" } });
  expect((layout["title"] as { text: string }).text).toBe("Saturated share: 0.1 in layer 1,<br>0.3 in the output layer"); // prettier-ignore
  expect(data.filter(({ name }) => name === "mean-field theory")).toMatchObject([{ y: [0.3, 0.3, 0.3] }]);
});

test.each([
  [{}, {}],
  [{ a: 1 }, {}],
  // What train gives has a list for each layer.
  [{ layers: [{ layer: 1, deltaRms: [1, 0.5], weightNorm: [1, 0.5], updateRatio: [1, 0.5] }] }, {}],
  [report([1, 1]), { quantities: [] }],
  [report([1, 1]), { quantities: ["sparsity"] }],
  [report([1, 1]), { quantities: ["delta"] }],
  [{ a: report([1, 1]) }, { theory: { b: { layers: [] } } }],
])("what is no report, no quantity of it or no theory for it is refused (%#)", (reports, options) => {
  expect(() => gradientProfile(reports as never, options as never)).toThrow(InvalidArgument);
});

test("several reports of a quantity that has no factor are told by its means over the hidden layers", () => {
  const shares = (all: number[]): Report => {
    const one = report(all);
    one.layers.forEach((layer, i) => (layer.saturatedShare = all[i]));
    return one;
  };
  const { layout } = gradientProfile({ wild: shares([0.2, 0.4, 9]), tame: shares([0, 0, 9]) }, { quantities: ["saturatedShare"] }); // prettier-ignore
  expect((layout["title"] as { text: string }).text).toBe(
    "Saturated share, mean of hidden layers:<br>wild: 0.3, tame: 0",
  );
});

test("a first layer that is given another number of inputs than the others does not tell the trend of the weights' gradient", () => {
  const titles = (inputs: number): string[] => {
    const one = report([64, 2, 2, 2, 9]);
    Object.assign(one.description, { inputs });
    const { layout } = gradientProfile(one);
    const [{ buttons }] = layout["updatemenus"] as [
      { buttons: { args: [object, Record<string, string>] }[] },
    ];
    return buttons.map(({ args }) => args[1]["title.text"]);
  };
  const alike = titles(4);
  const unlike = titles(784);
  expect(alike[1]).toContain("grows going back");
  expect(unlike[1]).toBe("‖∂C/∂W‖ keeps its size going back: ×1 per layer");
  expect(unlike[0]).toBe(alike[0]);
});

test("what scatters about a level looks level: a log axis spans two powers of ten at least", () => {
  const range = (deltas: number[]): number[] | undefined =>
    (gradientProfile(report(deltas)).layout["yaxis"] as { range?: number[] }).range;
  expect(range([1, 2, 1, 2])).toEqual([Math.log10(2) / 2 - 1, Math.log10(2) / 2 + 1].map((x) => expect.closeTo(x, 10))); // prettier-ignore
  expect(range([1e-3, 1e-2, 0.1, 1])).toBeUndefined();
});
