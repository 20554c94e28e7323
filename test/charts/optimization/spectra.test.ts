import { expect, test } from "vitest";
import { spectra } from "../../../src/charts/optimization/spectra";
import { inputSpectrum } from "../../../src/theory/optimization/input-spectrum";
import { expectReadable, messageOf } from "../../support/readable-figure";
import { expectTrueWords } from "../../support/true-figure";

const drawn = { "mean 0": inputSpectrum({ inputs: 8, seed: 1 }), "mean 1": inputSpectrum({ inputs: 8, mean: 1, seed: 1 }) }; // prettier-ignore

test("draws each spectrum in its column, theory behind it, and says how far the largest stands out", () => {
  const figure = spectra(drawn);
  expectReadable(figure);
  expectTrueWords(figure);
  const measured = figure.data.filter(({ name }) => name === "measured");
  expect(measured.map(({ x }) => (x as number[])[0])).toEqual([1, 2]);
  expect(measured[1]["y"]).toEqual(drawn["mean 1"].eigenvalues);
  const [box, line] = figure.data.filter(({ name }) => name === "theory").slice(2);
  expect([Math.min(...(box["y"] as number[])), Math.max(...(box["y"] as number[]))]).toEqual(drawn["mean 1"].bulk); // prettier-ignore
  expect((line["y"] as number[])[0]).toBe(drawn["mean 1"].largest);
  const { eigenvalues } = drawn["mean 1"];
  expect(messageOf(figure)).toMatch(
    /^Largest eigenvalue ÷ the next: from ×\S+ \(mean 0\) to ×\S+ \(mean 1\)$/,
  );
  expect(messageOf(figure)).toContain(
    `×${Number((eigenvalues[7] / eigenvalues[6]).toPrecision(3))} (mean 1)`,
  );
});

test("draws negative eigenvalues by their size in another colour, and leaves rounding errors out", () => {
  const figure = spectra({ saddle: { eigenvalues: [-2, -1e-19, 0, 1e-18, 0.5, 4] } });
  expectReadable(figure);
  const [above, below] = figure.data;
  expect([above["name"], above["y"], below["y"]]).toEqual(["above 0", [0.5, 4], [2]]);
  expect(messageOf(figure)).toBe("Largest eigenvalue ÷ the next: ×2 (saddle)");
  expect(figure.description).toBe(
    "Eigenvalues. saddle: 6 eigenvalues, the largest 4, the next 2, 1 below 0, 3 too small to be drawn.",
  );
});

test("refuses no spectrum, and one of zeros", () => {
  expect(() => spectra({})).toThrow("charts.spectra spectra must have a spectrum by name");
  expect(() => spectra({ a: { eigenvalues: [0, 0] } })).toThrow("charts.spectra a eigenvalues must not all be 0");
  expect(() => spectra({ a: { eigenvalues: [1], bulk: [1] } })).toThrow("charts.spectra a bulk");
}); // prettier-ignore
