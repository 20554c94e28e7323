import { expect, test } from "vitest";
import { coordinateCheck } from "../../../src/charts/finite-width/coordinate-check";
import { spirals } from "../../../src/data/spirals";
import * as theory from "../../../src/theory";
import { expectReadable, messageOf } from "../../support/readable-figure";

const data = spirals({ points: 8, seed: 1 });
const check = (parametrization: "standard" | "muP"): theory.CoordinateCheck =>
  theory.coordinateCheck("relu", { parametrization, widths: [8, 16, 32], data, seed: 1 });

test("draws the change of z in every layer over the width, a dash for each parametrization, and says the exponents", () => {
  const checks = { standard: check("standard"), muP: check("muP") };
  const figure = coordinateCheck(checks);
  expectReadable(figure);
  expect(figure.data.map(({ name }) => name)).toEqual(["standard, layer 1", "standard, layer 2", "standard, output", "muP, layer 1", "muP, layer 2", "muP, output"]); // prettier-ignore
  expect(figure.data[1]).toMatchObject({ x: [8, 16, 32], y: checks.standard.layers[1].change });
  const color = (i: number): unknown => (figure.data[i]["line"] as { color: string }).color;
  expect([color(0), color(1), color(2)]).toEqual([color(3), color(4), color(5)]);
  const [standard, muP] = [checks.standard, checks.muP].map(({ layers }) => layers[1].exponent.toFixed(2).replace("-0.00", "0.00").replace("-", "−")); // prettier-ignore
  expect(messageOf(figure)).toBe(
    `One step: Δz of layer 2 ∝ widthᵖ, p = ${standard} (standard), ${muP} (muP)`,
  );
  expect(figure.description).toContain("at widths 8 to 32; standard: the exponents are");
});
