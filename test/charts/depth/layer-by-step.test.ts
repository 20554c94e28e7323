import { expect, test } from "vitest";
import { layerByStep } from "../../../src/charts/depth/layer-by-step";
import { InvalidArgument } from "../../../src/errors";
import type { Run } from "../../../src/training/run";
import { titlesOf } from "../../support/true-figure";

/** A run whose layers' norms are powers of ten, `powers[step][layer]`. */
function run(powers: number[][]): Run {
  const layers = (powers[0] ?? []).map((_, i) => {
    const log10 = powers.map((all) => all[i]);
    return { layer: i + 1, weightNorm: log10.map((power) => (power < -323 ? 0 : 10 ** power)), log10: { weightNorm: log10 } }; // prettier-ignore
  });
  const steps = powers.map((_, i) => i);
  return { layers, steps, loss: steps.map((i) => 1 / (i + 1)) } as unknown as Run;
}

test("a row per layer and a column per step, by their logarithms, also beyond float64; zeros are blank", () => {
  const figure = layerByStep(run([[-400, -3], [-Infinity, -2], [-5, 0]])); // prettier-ignore
  expect(figure.data).toHaveLength(1);
  expect(figure.data[0]).toMatchObject({ type: "heatmap", x: [0, 1, 2], y: [1, 2], z: [[-400, null, -5], [-3, -2, 0]] }); // prettier-ignore
  expect(titlesOf(figure)[0]).toBe("‖∂C/∂W‖ from 10⁻⁴⁰⁰ (layer 1, step 0) to 1 (output, step 2)");
  expect(figure.description).toContain("Exactly 0 in 1 of 6 cells.");
  expect(figure.description).toContain("Loss 1 at the start, 0.333 at the end.");
});

test("of long runs and deep nets a part is drawn, both ends included; the title speaks of all", () => {
  const powers = Array.from({ length: 1001 }, (_, s) => Array.from({ length: 300 }, (_, l) => (s === 501 && l === 7 ? -9 : -1))); // prettier-ignore
  const figure = layerByStep(run(powers));
  const { x, y, z } = figure.data[0] as { x: number[]; y: number[]; z: number[][] };
  expect([x.length, x[0], x.at(-1), y.length, y[0], y.at(-1)]).toEqual([400, 0, 1000, 200, 1, 300]);
  expect([z.length, z[0].length]).toEqual([200, 400]);
  expect(titlesOf(figure)[0]).toContain("from 10⁻⁹ (layer 8, step 501)");
});

test("a probe that is no size has its own numbers as colours", () => {
  const layers = [[0, 0.2], [0.5, 0.5]].map((shares) => ({ saturatedShare: Float64Array.from(shares) })); // prettier-ignore
  const probes = { steps: Float64Array.of(0, 2), layers };
  const figure = layerByStep({ ...run([[0, 0]]), probes }, { quantity: "saturatedShare" });
  expect(figure.data[0]).toMatchObject({ x: [0, 2], z: [[0, 0.2], [0.5, 0.5]] }); // prettier-ignore
  expect(titlesOf(figure)[0]).toBe("Saturated share from 0 (layer 1, step 0) to 0.5 (output, step 0)");
});

test("nothing above 0, no step and no such quantity are said so", () => {
  expect(titlesOf(layerByStep(run([[-Infinity]])))[0]).toBe("‖∂C/∂W‖ is nowhere above 0 and finite");
  expect(() => layerByStep(run([]))).toThrow(InvalidArgument);
  expect(() => layerByStep(run([[0]]), { quantity: "sparsity" })).toThrow(InvalidArgument);
});
