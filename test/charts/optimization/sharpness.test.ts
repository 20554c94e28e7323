import { expect, test } from "vitest";
import { sharpness } from "../../../src/charts/optimization/sharpness";
import { sgd } from "../../../src/optimizers/sgd";
import * as theory from "../../../src/theory";
import { expectReadable, messageOf } from "../../support/readable-figure";

const toy = theory.linearChain();
const path = (rate: number): theory.Sharpness =>
  theory.sharpness(toy, theory.descent(toy, sgd(rate), { start: [6, 0.1], steps: 300 }));

test("draws the sharpness over the steps, and 2/η in the same colour, and says where it ends", () => {
  const [slow, fast] = [path(0.05), path(0.1)];
  const figure = sharpness({ slow, fast });
  expectReadable(figure);
  const [line, limit, other, otherLimit] = figure.data;
  expect(line).toMatchObject({ name: "slow", x: slow.steps, y: slow.sharpness });
  expect(other["y"]).toEqual(fast.sharpness);
  expect([limit["y"], otherLimit["y"]]).toEqual([[40, 40], [20, 20]]); // prettier-ignore
  expect((limit["line"] as { color: string }).color).toBe((line["line"] as { color: string }).color);
  expect(messageOf(figure)).toMatch(/^Sharpness at the end: slow: 36 \(2\/η 40\); fast: 13\.1 \(2\/η 20\)$/);
});

test("of one path alone is called by its rate", () =>
  expect(messageOf(sharpness(path(0.1)))).toContain("η = 0.1: 13.1"));
