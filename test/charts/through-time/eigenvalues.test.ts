import { expect, test } from "vitest";
import { eigenvalues } from "../../../src/charts/through-time/eigenvalues";
import { matrixSpectrum } from "../../../src/theory/through-time/matrix-spectrum";
import { titleOf } from "../../support/readable-figure";

const spectra = { turn: matrixSpectrum([0, -1, 1, 0], 2), shear: matrixSpectrum([0.5, 1, 0, 0.5], 2) };

test("eigenvalues stand in the plane, with the unit circle and the radius of theory", () => {
  const { data, layout } = eigenvalues(spectra, { theory: { shear: 0.5 } });
  expect(data.map(({ name }) => name)).toEqual(["|λ| = 1", "theory, shear", "turn", "shear"]);
  const radius = (i: number): number[] => (data[i]["x"] as number[]).map((x, k) => Math.hypot(x, (data[i]["y"] as number[])[k])); // prettier-ignore
  for (const r of radius(0)) expect(r).toBeCloseTo(1, 12);
  for (const r of radius(1)) expect(r).toBeCloseTo(0.5, 12);
  for (const r of radius(2)) expect(r).toBeCloseTo(1, 12);
  expect(layout["yaxis"]).toMatchObject({ scaleanchor: "x" });
});

test("the title sets the largest eigenvalue beside the largest stretch", () => {
  expect(titleOf(eigenvalues(spectra))).toBe(
    "Largest |λ|: turn 1, shear 0.5<br>most stretch ‖U‖₂: turn 1, shear 1.21",
  );
});

test("no spectrum, and theory for none, are refused", () => {
  expect(() => eigenvalues({})).toThrow(/by name/);
  expect(() => eigenvalues(spectra, { theory: { other: 1 } })).toThrow(/no such option/);
  expect(() => eigenvalues({ a: { real: [1] } as never })).toThrow(/matrixSpectrum/);
});
