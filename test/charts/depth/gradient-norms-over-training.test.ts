import { expect, test } from "vitest";
import { gradientNormsOverTraining } from "../../../src/charts/depth/gradient-norms-over-training";
import type { Run } from "../../../src/training/run";

/** A run whose layers' norms are powers of ten, by layer; float64 holds none below 10⁻³²³. */
function run(powers: number[][]): Run {
  const gradients = powers.map((layers) =>
    layers.map((log10, i) => {
      const value = log10 < -323 ? 0 : 10 ** log10;
      const logarithms = { weightNorm: log10, biasNorm: log10, deltaRms: log10, updateRatio: log10 };
      return { layer: i + 1, weightNorm: value, biasNorm: value, deltaRms: value, updateRatio: value, log10: logarithms };
    }),
  );
  return { gradients, loss: powers.map(() => 1), description: {} } as unknown as Run;
} // prettier-ignore

const titleOf = ({ layout }: ReturnType<typeof gradientNormsOverTraining>): string =>
  (layout["title"] as { text: string }).text;

test.each(["weightNorm", "biasNorm", "deltaRms", "updateRatio"] as const)("%s beyond float64 is drawn by its logarithm, and so is its ratio", (quantity) => {
  const figure = gradientNormsOverTraining(run([[-400, -2], [-350, -3]]), { quantity });
  expect(figure.data[0]).toMatchObject({ y: [-400, -350] });
  expect(figure.data[1]).toMatchObject({ y: [-2, -3] });
  expect(titleOf(figure)).toBe("First layer ÷ output layer: 10⁻³⁹⁸ at the start,<br>10⁻³⁴⁷ after 2 steps");
  expect((figure.layout["yaxis"] as { title: { text: string } }).title.text).toMatch(/^log₁₀ of /);
}); // prettier-ignore

test("norms within float64 are drawn as they are, on a log axis; only exact zeros leave a gap", () => {
  const figure = gradientNormsOverTraining(run([[-4, -2], [-Infinity, -3]])); // prettier-ignore
  expect(figure.data[0]).toMatchObject({ y: [10 ** -4, null] });
  expect(figure.layout["yaxis"]).toMatchObject({ type: "log" });
  expect(titleOf(figure)).toContain("0.01 at the start,<br>0 after 2 steps");
});
