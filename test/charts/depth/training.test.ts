import { expect, test } from "vitest";
import { training, type TrainingCurves } from "../../../src/charts/depth/training";
import type { Figure } from "../../../src/charts/style/figure";
import { InvalidArgument } from "../../../src/errors";
import { titlesOf } from "../../support/true-figure";

const run: TrainingCurves = {
  steps: [0, 1, 2],
  loss: [1, 0.5, 0.25],
  accuracy: [0.5, 0.75, 1],
  validation: { steps: [2], loss: [0.4], accuracy: [0.875] },
};
const none = { steps: [], loss: [], accuracy: [] };
const named = ({ data }: Figure): string[] => data.map(({ name, yaxis }) => `${String(name)} ${String(yaxis ?? "y")}`); // prettier-ignore

test("loss above and accuracy below, each with the validation data's at the steps done before them", () => {
  const figure = training(run);
  expect(named(figure)).toEqual(["training y", "validation y", "training y2", "validation y2"]);
  expect(figure.data[0]).toMatchObject({ x: [0, 1, 2], y: [1, 0.5, 0.25] });
  expect(figure.data[3]).toMatchObject({ x: [2], y: [0.875] });
  expect(titlesOf(figure)[0]).toBe("Loss 1 → 0.25 in 3 steps; validation accuracy 87.5 %");
  expect(figure.description).toContain("on the validation data loss 0.4 and 87.5 % right");
});

test("a regression has no accuracy to draw, and a run without validation data ends at its last step", () => {
  const figure = training({ ...run, accuracy: [NaN, NaN, NaN], validation: none });
  expect(named(figure)).toEqual(["training y"]);
  expect(figure.layout).not.toHaveProperty("yaxis2");
  expect(titlesOf(figure)[0]).toBe("Loss 1 → 0.25 in 3 steps; last loss 0.25");
});

test("a single step is marked, as no line shows it", () => {
  const [{ mode }] = training({ steps: [0], loss: [1] }).data;
  expect(mode).toBe("lines+markers");
  expect(training(run).data[0]["mode"]).toBe("lines");
});

test("several runs have a colour each, and their ends in the title", () => {
  const figure = training({ sigmoid: run, relu: { ...run, validation: { steps: [3], loss: [0.1], accuracy: [1] } } }); // prettier-ignore
  expect(titlesOf(figure)[0]).toBe("Validation accuracy: sigmoid 87.5 %, relu 100 %");
  const colours = figure.data.map((trace) => (trace["line"] as { color: string }).color);
  expect(new Set(colours.slice(0, 4)).size).toBe(1);
  expect(colours[0]).not.toBe(colours[4]);
});

test("a loss over more than two powers of ten has a log axis, on which 0 is a cross; what is not finite is a gap", () => {
  const wide = training({ steps: [0, 1, 2, 3], loss: [100, 0.1, 0, NaN], accuracy: [NaN], validation: none });
  expect(wide.layout["yaxis"]).toMatchObject({ type: "log" });
  expect(wide.data[0]["y"]).toEqual([100, 0.1, null, null]);
  expect(wide.data[1]).toMatchObject({ name: "exactly 0", x: [2] });
  expect(wide.description).toContain("not finite after 4 steps");
  expect(training(run).layout["yaxis"]).not.toHaveProperty("type");
});

test("what is no run, or has no step, is refused", () => {
  for (const bad of [{}, null, { loss: [1] }, { ...run, steps: [] }, { ...run, validation: {} }, { a: 1 }])
    expect(() => training(bad as never)).toThrow(InvalidArgument);
});
