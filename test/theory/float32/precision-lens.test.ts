import { expect, test } from "vitest";
import { mlp } from "../../../src/architecture/net";
import { spirals } from "../../../src/data/spirals";
import { InvalidArgument } from "../../../src/errors";
import { measure } from "../../../src/probes/measure";
import { numberFormatNames } from "../../../src/theory/float32/number-format";
import { precisionLens } from "../../../src/theory/float32/precision-lens";

/** 1 in the last of some layers, ¼ of it in the layer below, and so on. */
const quarters = (layers: number): number[] =>
  Array.from({ length: layers }, (_, i) => 4 ** (i - layers + 1));

test("¼ per layer leaves each format where its half smallest number ends, and loss scaling moves that by its power of 4", () => {
  const lens = precisionLens(quarters(100), { formats: numberFormatNames, lossScales: [1, 4 ** 3] });
  const kept = lens.scales.map(({ views }) => views.map(({ lost, overflown }) => 100 - lost - overflown));
  // 4⁻ᴸ > 2⁻¹⁰, 2⁻¹⁷, 2⁻²⁵, 2⁻¹³⁴, 2⁻¹⁵⁰, for L from 0.
  expect(kept[0]).toEqual([5, 9, 13, 67, 75]);
  expect(kept[1]).toEqual(kept[0].map((layers) => layers + 3));
});

test("what is stored exactly is shown exactly, the scale divided out", () => {
  const { log10, scales } = precisionLens(quarters(6), { formats: ["float16"], lossScales: [2 ** 10] });
  scales[0].views[0].log10.forEach((power, i) => expect(power).toBeCloseTo(log10[i], 12));
});

test("what is lost in one layer is lost in all below it, and so is what overflows", () => {
  const { views } = precisionLens([1, 1e-9, 1], { formats: ["float16"], lossScales: [1] }).scales[0];
  expect(views[0]).toMatchObject({ log10: [-Infinity, -Infinity, 0], lost: 2, overflown: 0 });
  const [{ views: over }] = precisionLens([1, 1, 2], { formats: ["float16", "bfloat16"], lossScales: [2 ** 15] }).scales; // prettier-ignore
  expect(over.map(({ lost, overflown }) => [lost, overflown])).toEqual([[0, 3], [0, 0]]); // prettier-ignore
});

test("a report is read by its logarithms, which go on where float64 ends; zeros of its own are not lost", () => {
  const net = mlp({ inputs: 2, depth: 600, width: 2, outputs: 2, activation: "sigmoid", init: "xavierNormal", seed: 7 }); // prettier-ignore
  const report = measure(net, spirals({ points: 8, seed: 1 }));
  const { log10, scales } = precisionLens(report);
  expect(log10[0]).toBeLessThan(-324);
  report.layers.forEach((layer, i) => expect(log10[i]).toBeCloseTo(layer.log10.deltaRms, 10));
  expect(scales.map(({ lossScale }) => lossScale)).toEqual([1, 2 ** 16]);
  const [half, brain, single] = scales[0].views;
  expect(half.lost).toBeGreaterThan(brain.lost);
  expect(brain.lost).toBeGreaterThan(single.lost);
  expect(precisionLens([0, 1]).scales[0].views[0].lost).toBe(0);
});

test.each([
  [[], {}],
  [[Number.NaN], {}],
  [{ layers: [] }, {}],
  [{ layers: [{ layer: 1, weightNorm: 1 }] }, {}],
  [[1], { formats: [] }],
  [[1], { formats: ["float64"] }],
  [[1], { lossScales: [0] }],
  [[1], { lossScale: [1] }],
])("what is no profile, format or scale is refused (%#)", (profile, options) => {
  expect(() => precisionLens(profile as never, options as never)).toThrow(InvalidArgument);
});
