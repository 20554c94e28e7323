import { expect, test } from "vitest";
import { activationNames } from "../../../src/activations";
import { functionAndSlope } from "../../../src/charts/activations/function-and-slope";
import { expectReadable, expectSliderStarts, messageOf } from "../../support/readable-figure";

test.each(activationNames)("is readable for %s, its tangent touching where asked", (name) => {
  for (const at of [-6, 0.1, 6]) {
    const figure = functionAndSlope(name, { at });
    expectReadable(figure);
    expect(figure.data[4]["x"]).toEqual([at]);
  }
});

test("its slider has a frame for each stop, and starts as its active stop would draw it", () => {
  expectSliderStarts(functionAndSlope("sigmoid"));
});

test("breaks f′ off at a kink and nowhere else", () => {
  const gaps = (name: "relu" | "sigmoid"): unknown[] =>
    (functionAndSlope(name).data[1]["y"] as unknown[]).filter((y) => y === null);
  expect([gaps("relu").length, gaps("sigmoid").length]).toEqual([1, 0]);
});

test("never draws a slope above the bound", () => {
  const [, slope, bound] = functionAndSlope({ name: "elu", alpha: 2 }).data;
  for (const y of slope["y"] as (number | null)[])
    expect(y ?? 0).toBeLessThanOrEqual((bound["y"] as number[])[0]);
});

test("refuses an axis whose ends are swapped", () => {
  expect(() => functionAndSlope("tanh", { from: 2, to: -2 })).toThrow(/functionAndSlope to/);
});

test("draws several activations over each other, each with its name, the first with bound and tangent", () => {
  const names = ["tanh", "sigmoid", { name: "leakyRelu", slope: 0.1 }] as const;
  const figure = functionAndSlope(names, { at: 0.5 });
  expectReadable(figure);
  expectSliderStarts(figure);
  const shown = figure.data.filter(({ name, showlegend }) => name !== "bound" && showlegend !== false);
  expect(shown.map(({ name }) => name)).toEqual(["tanh", "sigmoid", "leakyRelu(0.1)"]);
  expect(new Set(shown.map(({ line }) => (line as { color: string }).color)).size).toBe(3);
  expect((figure.layout["annotations"] as { text: string }[])[0].text).toBe("bound of tanh: 1");
  expect(messageOf(figure)).toBe("The slope is at most: tanh 1, sigmoid 0.25, leakyRelu(0.1) 1");
  expect((figure.data[3]["y"] as number[])[0]).toBeCloseTo(Math.tanh(0.5) - 1.5 / Math.cosh(0.5) ** 2, 12);
});

test("refuses no activation, and one twice", () => {
  expect(() => functionAndSlope([])).toThrow(
    "functionAndSlope input must be activations, none of them twice",
  );
  expect(() => functionAndSlope(["tanh", "tanh"])).toThrow("none of them twice");
});
