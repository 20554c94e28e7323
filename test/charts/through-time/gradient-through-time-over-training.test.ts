import { expect, test } from "vitest";
import type { Figure } from "../../../src/charts/style/figure";
import { gradientThroughTimeOverTraining } from "../../../src/charts/through-time/gradient-through-time-over-training";
import { InvalidArgument } from "../../../src/errors";
import type { RecurrentRun } from "../../../src/recurrent/run-training-through-time";
import { titleOf } from "../../support/readable-figure";

/** A run whose gradient at training step s and time step t is 10^−(s + T − t). */
const timeSteps = [1, 2, 3, 4].map((step) => ({
  step,
  hiddenGradientRms: Float64Array.from([0, 1, 2], (s) => 10 ** -(s + 4 - step)),
}));
const run = {
  steps: [0, 1, 2],
  loss: [1, 0.5, 0.1],
  timeSteps,
  probes: { steps: [], timeSteps: [] },
} as unknown as RecurrentRun;

test("the map over training has a column per training step, a row per time step, and logarithms in it", () => {
  const { data, description } = gradientThroughTimeOverTraining(run);
  expect(data[0]).toMatchObject({ x: [0, 1, 2], y: [1, 2, 3, 4] });
  expect(data[0]["z"]).toEqual([
    [-3, -4, -5],
    [-2, -3, -4],
    [-1, -2, -3],
    [0, -1, -2],
  ].map((row) => row.map((z) => expect.closeTo(z, 3)))); // prettier-ignore
  expect(titleOf(gradientThroughTimeOverTraining(run))).toBe(
    "First ÷ last time step: 0.001 at the start,<br>0.001 at training step 2",
  );
  expect(description).toMatch(/4 time steps over 3 training steps/);
});

test("what is 0 or not finite is left blank", () => {
  const timeSteps = [0, NaN, Infinity, 1].map((rms, t) => ({ step: t + 1, hiddenGradientRms: Float64Array.of(rms) })); // prettier-ignore
  const { data } = gradientThroughTimeOverTraining({ ...run, steps: Float64Array.of(0), timeSteps });
  expect(data[0]["z"]).toEqual([[null], [null], [null], [0]]);
});

test("probes are drawn at the training steps at which they were recorded", () => {
  const timeSteps = [0.01, 1].map((norm) => ({ hiddenJacobian: Float64Array.of(norm, norm) }));
  const probes = { steps: Float64Array.of(0, 5), timeSteps };
  const figure = gradientThroughTimeOverTraining({ ...run, probes }, { quantity: "hiddenJacobian" });
  expect(figure.data[0]).toMatchObject({ x: [0, 5], y: [1, 2], z: [[-2, -2], [0, 0]] }); // prettier-ignore
});

test("a quantity that was not recorded, or that there is not, is refused", () => {
  for (const quantity of ["memoryGradientRms", "cellPath", "weightNorm"] as const) {
    const draw = (): Figure => gradientThroughTimeOverTraining(run, { quantity: quantity as never });
    expect(draw).toThrow(InvalidArgument);
  }
  expect(() => gradientThroughTimeOverTraining({ ...run, steps: new Float64Array() })).toThrow(
    InvalidArgument,
  );
});

test("several runs have a menu, one scale of colours, and each its loss above it", () => {
  const other = { ...run, timeSteps: timeSteps.map((one) => ({ ...one, hiddenGradientRms: one.hiddenGradientRms.map((x) => x / 1000) })) }; // prettier-ignore
  const { data, layout, description } = gradientThroughTimeOverTraining({ RNN: run, LSTM: other });
  expect(data.map(({ type, visible }) => [type, visible])).toEqual([["heatmap", true], ["scatter", true], ["heatmap", false], ["scatter", false]]); // prettier-ignore
  for (const map of [data[0], data[2]]) {
    expect(map["zmin"]).toBeCloseTo(-8, 6);
    expect(map["zmax"]).toBeCloseTo(0, 6);
  }
  expect(data[1]).toMatchObject({ x: [0, 1, 2], y: [1, 0.5, 0.1], yaxis: "y2" });
  const [menu] = layout["updatemenus"] as {
    buttons: { label: string; args: { "title.text"?: string }[] }[];
  }[];
  expect(menu.buttons.map(({ label }) => label)).toEqual(["RNN", "LSTM"]);
  expect(menu.buttons[1].args[1]["title.text"]).toBe("LSTM: first ÷ last time step<br>0.001 at the start,<br>0.001 at training step 2"); // prettier-ignore
  expect(description).toContain("LSTM: first");
});
