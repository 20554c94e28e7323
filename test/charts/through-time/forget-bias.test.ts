import { expect, test } from "vitest";
import { forgetBias } from "../../../src/charts/through-time/forget-bias";
import { forgetCurves } from "../../../src/theory/through-time/forget-curves";
import { titleOf } from "../../support/readable-figure";

const curves = forgetCurves({ biases: [-1, 0, 2], steps: 4 });
const lstm = {
  description: { forgetBias: 2 },
  steps: [{ cellPath: 0.7 }, { cellPath: 0.9 }, { cellPath: 1 }],
};

test("starts at the nearest bias: theory as a line, its half-life as a mark, measured paths counted back", () => {
  const { data, layout } = forgetBias(curves, { bias: 1.6, measured: [lstm as never] });
  expect(data[0]["y"]).toEqual(curves[2].kept);
  expect(data[1]).toMatchObject({ x: [curves[2].halfLife], y: [null] });
  expect(data[2]).toMatchObject({ x: [0, 1, 2], y: [1, 0.9, 0.7] });
  expect((layout["sliders"] as { active: number }[])[0].active).toBe(2);
});

test("every stop has its own curve and says its half-life; without a measurement its points are none", () => {
  const { frames, layout } = forgetBias(curves, { measured: [lstm as never] });
  const drawn = frames!.map(({ data }) => data as { y: unknown[] }[]);
  drawn.forEach((traces, i) => expect(traces[0].y).toEqual(curves[i].kept));
  expect(drawn[0][2].y).toEqual([]);
  const labels = (layout["sliders"] as { steps: { label: string }[] }[])[0].steps.map(({ label }) => label);
  expect(labels[1]).toBe("b = 0: σ(b) = 0.5, half-life 1");
});

test("the title holds wherever the slider stands", () => {
  expect(titleOf(forgetBias(curves))).toBe("Half-life of the cell's gradient:<br>from 0.528 steps (b = −1) to 5.46 steps (b = 2)"); // prettier-ignore
  expect(() => forgetBias([])).toThrow(/forgetCurves/);
  expect(() => forgetBias(curves, { bias: Number.NaN })).toThrow(/finite/);
});
