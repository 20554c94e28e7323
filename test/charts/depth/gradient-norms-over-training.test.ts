import { expect, test } from "vitest";
import { gradientNormsOverTraining } from "../../../src/charts/depth/gradient-norms-over-training";
import { InvalidArgument } from "../../../src/errors";
import type { Run } from "../../../src/training/run";

/** A run whose layers' norms are powers of ten, by layer; float64 holds none below 10⁻³²³. */
function run(powers: number[][]): Run {
  const all = <T>(value: T): Record<string, T> => ({ weightNorm: value, biasNorm: value, deltaRms: value, updateRatio: value });
  const layers = powers[0].map((_, i) => {
    const log10 = powers.map((layers) => layers[i]);
    const values = log10.map((power) => (power < -323 ? 0 : 10 ** power));
    return { layer: i + 1, ...all(values), log10: all(log10) };
  });
  return { layers, steps: powers.map((_, step) => step), loss: powers.map(() => 1), description: {} } as unknown as Run;
} // prettier-ignore

const titleOf = ({ layout }: ReturnType<typeof gradientNormsOverTraining>): string =>
  (layout["title"] as { text: string }).text;

test.each(["weightNorm", "biasNorm", "deltaRms", "updateRatio"] as const)("%s beyond float64 is drawn by its logarithm, and so is its ratio", (quantity) => {
  const figure = gradientNormsOverTraining(run([[-400, -2], [-350, -3]]), { quantity });
  expect(figure.data[0]).toMatchObject({ y: [-400, -350] });
  expect(figure.data[1]).toMatchObject({ y: [-2, -3] });
  expect(titleOf(figure)).toBe("First layer ÷ output layer:<br>10⁻³⁹⁸ at the start, 10⁻³⁴⁷ after 2 steps");
  expect((figure.layout["yaxis"] as { title: { text: string } }).title.text).toMatch(/^log₁₀ of /);
}); // prettier-ignore

test("norms within float64 are drawn as they are, on a log axis; exact zeros are crosses below", () => {
  const figure = gradientNormsOverTraining(run([[-4, -2], [-Infinity, -3]])); // prettier-ignore
  expect(figure.data[0]).toMatchObject({ y: [10 ** -4, null] });
  expect(figure.data[1]).toMatchObject({ name: "exactly 0", x: [1], y: [expect.closeTo(1e-5, 12)] });
  expect(figure.layout["yaxis"]).toMatchObject({ type: "log" });
  expect(titleOf(figure)).toContain("0.01 at the start, 0 after 2 steps");
});

test("several runs show their first layer and their output, in one colour each", () => {
  const figure = gradientNormsOverTraining({ sigmoid: run([[-4, -3, -2], [-6, -3, -3]]), relu: run([[-1, 0, 1]]) }); // prettier-ignore
  expect(figure.data.map(({ name }) => name)).toEqual([
    "sigmoid, layer 1",
    "sigmoid, output",
    "relu, layer 1",
    "relu, output",
  ]);
  const colours = figure.data.map((trace) => (trace["line"] as { color: string }).color);
  expect([colours[0] === colours[1], colours[0] === colours[2]]).toEqual([true, false]);
  expect(titleOf(figure)).toBe("First layer ÷ output layer at the end:<br>sigmoid 0.001, relu 0.01");
  expect(figure.description).toMatch(/sigmoid: loss 1 .* relu: loss 1 /);
});

test("a probe of the training is drawn at the steps at which it was asked; one that was not asked is refused", () => {
  const layers = [0.5, 0].map((share) => ({ saturatedShare: Float64Array.of(share, share) }));
  const probes = { steps: Float64Array.of(0, 5), layers };
  const probed = { ...run([[-1, -1]]), probes };
  const { data, layout } = gradientNormsOverTraining(probed, { quantity: "saturatedShare" });
  expect(data[0]).toMatchObject({ x: [0, 5], y: [0.5, 0.5] });
  expect(layout["yaxis"]).not.toHaveProperty("type");
  for (const quantity of ["sparsity", "delta"])
    expect(() => gradientNormsOverTraining(probed, { quantity: quantity as never })).toThrow(InvalidArgument);
});

test("a gradient that some layers lack, such as that of learned slopes, is drawn of those that have it", () => {
  const layers = [[1e-3, 1e-4], [1e-1, 1e-1], undefined].map((norms) => ({ ...(norms && { slopeNorm: norms }) })); // prettier-ignore
  const figure = gradientNormsOverTraining(
    { layers, steps: [0, 1], loss: [1, 1] },
    { quantity: "slopeNorm" },
  );
  expect(figure.data.map(({ name }) => name)).toEqual(["layer 1", "layer 2"]);
  expect(titleOf(figure)).toBe("First layer ÷ layer 2:<br>0.01 at the start, 0.001 after 2 steps");
});
