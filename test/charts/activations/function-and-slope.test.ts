import { expect, test } from "vitest";
import { activationNames } from "../../../src/activations";
import { functionAndSlope } from "../../../src/charts/activations/function-and-slope";
import { expectReadable, expectSliderStarts } from "../../support/readable-figure";

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
