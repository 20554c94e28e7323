import { expect, test } from "vitest";
import { gradientProfile } from "../../../src/charts/depth/gradient-profile";
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
  expect(data[0]).toMatchObject({ x: [2, 3, 4], y: [1e-30, 1e-20, 0.5] });
  expect(data[1]).toMatchObject({ x: [1], name: "exactly 0: dead, or lost" });
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
