import { expect, test } from "vitest";
import { jacobianSpectra } from "../../../src/charts/random-matrices/jacobian-spectra";
import { expectReadable, messageOf } from "../../support/readable-figure";
import { titlesOf } from "../../support/true-figure";

const spectra = {
  linear: {
    Gaussian: { depths: [1, 8], values: [[1.5, 1, 0.5], [3, 1, 1e-14]], rms: [1, 1], largest: [2, 3.2] },
    orthogonal: { depths: [1, 8], values: [[1, 1, 1], [1, 1, 1]], rms: [1, 1] },
  },
  relu: { Gaussian: { depths: [1, 8], values: [[1, 0.5, 0.2], [0, 0, 0]] } },
}; // prettier-ignore

test("draws every singular value above rounding, their rms and theory, and counts those near the rms", () => {
  const figure = jacobianSpectra(spectra);
  expectReadable(figure);
  const [gaussian, rms, largest, norms, orthogonal] = figure.data;
  // 1e-14 of 3 is below what float64 resolves.
  expect(gaussian).toMatchObject({ name: "Gaussian", y: [1.5, 1, 0.5, 3, 1], customdata: [1, 1, 1, 8, 8] });
  expect([rms["name"], largest["name"]]).toEqual(["rms in theory", "largest in theory, wide nets"]);
  expect((norms["y"] as number[])[1]).toBeCloseTo(Math.sqrt(10 / 3), 12);
  expect(orthogonal).toMatchObject({ name: "orthogonal", y: Array(6).fill(1) });
  // rms 1.83: 3 and 1 are within ×2 of it, 1e-14 is not.
  expect(messageOf(figure)).toBe("linear, 8 layers: within ×2 of the rms 2 of 3 (Gaussian), 3 of 3 (orthogonal)"); // prettier-ignore
  expect(figure.description).toContain("Gaussian from 1 to 3 with rms 1.83, and 1 too small");
});

test("has room for theory beyond what was drawn", () => {
  const { layout } = jacobianSpectra({
    linear: { Gaussian: { depths: [64], values: [[4, 1]], largest: [13] } },
  });
  const [, top] = (layout["yaxis"] as { range: [number, number] }).range;
  expect(top).toBeGreaterThan(Math.log10(13));
});

test("has a menu of the kinds of nets, and says where all are 0", () => {
  const figure = jacobianSpectra(spectra);
  expect(titlesOf(figure)).toContain("relu, 8 layers: within ×2 of the rms 0 of 3 (Gaussian)");
  expect(figure.description).toContain("relu with 8 layers: Gaussian all 0");
  const hidden = figure.data.filter(({ visible }) => visible === false);
  expect(hidden.map(({ name }) => name)).toEqual(["Gaussian", "their rms: what a norm sees"]);
});

test("refuses lists that do not fit, and what has nothing to draw", () => {
  expect(() => jacobianSpectra({})).toThrow("charts.jacobianSpectra nets must have one by name");
  expect(() => jacobianSpectra({ a: { b: { depths: [1, 2], values: [[1]] } } })).toThrow("an entry for each depth"); // prettier-ignore
  expect(() => jacobianSpectra({ a: { b: { depths: [1], values: [[0]] } } })).toThrow("above 0");
  expect(() => jacobianSpectra({ a: { b: { depths: [1], values: [[1]], big: [1] } as never } })).toThrow(
    "big",
  );
});
