import { expect, test } from "vitest";
import { costByAngle } from "../../../src/charts/optimization/cost-by-angle";
import { adagrad, sgd } from "../../../src/optimizers";
import { angleSweep, type AngleSweep } from "../../../src/theory/optimization/angle-sweep";
import { messageOf } from "../../support/readable-figure";

const start = [1, 1];

test("names the optimizer that the turn harms most", () => {
  const optimizers = [sgd(0.5), adagrad(0.5)];
  const sweep = angleSweep({ coefficients: [0.001, 1], optimizers, start, steps: 1000 });
  expect(messageOf(costByAngle(sweep))).toMatch(
    /^Adagrad leaves under 10⁻²⁰ of C at 0°, but 3\.2·10⁻⁴ of C at 30°/,
  );
});

test("says so when none is harmed, or all diverge", () => {
  const sweep = (rate: number): AngleSweep =>
    angleSweep({ coefficients: [1, 1], optimizers: [sgd(rate)], start, steps: 100 });
  expect(messageOf(costByAngle(sweep(0.1)))).toContain("no optimizer minds");
  expect(messageOf(costByAngle(sweep(3)))).toContain("Every optimizer diverges");
});

test("says at its axis where a line lies on the floor, if one does", () => {
  const label = (flat: number): string => {
    const sweep = angleSweep({ coefficients: [flat, 1], optimizers: [sgd(0.5)], start, steps: 100 });
    return (costByAngle(sweep).layout["yaxis"] as { title: { text: string } }).title.text;
  };
  expect(label(0.001)).toBe("cost left ÷ cost at the start");
  expect(label(1)).toBe("cost left ÷ cost at the start<br>(at least 10⁻²⁰ drawn)");
});
