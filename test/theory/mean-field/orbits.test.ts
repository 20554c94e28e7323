import { describe, expect, test } from "vitest";
import { correlationOrbit, varianceOrbit } from "../../../src/theory/mean-field/orbits";
import { arcCosineMap } from "../../../src/theory/random-matrices/shattering";

describe("varianceOrbit", () => {
  test("of ReLU without bias multiplies q by σ_w²/2 per layer, and its graph is a line", () => {
    const { orbit, x, y, variable } = varianceOrbit("relu", { weights: 1 }, { from: 4, layers: 5 });
    expect(variable).toBe("q");
    orbit.forEach((q, l) => expect(q).toBeCloseTo(4 / 2 ** l, 12));
    expect([x[0], x.at(-1)]).toEqual([0, 4]);
    x.forEach((q, i) => expect(y[i]).toBeCloseTo(q / 2, 12));
  });

  test("of erf follows its closed form (Williams 1997)", () => {
    const { orbit } = varianceOrbit("erf", { weights: 2, biases: 0.1 }, { from: 3, layers: 6, to: 1 });
    for (let l = 1; l < orbit.length; l++)
      expect(orbit[l]).toBeCloseTo(2 * (2 / Math.PI) * Math.asin((2 * orbit[l - 1]) / (1 + 2 * orbit[l - 1])) + 0.1, 10); // prettier-ignore
  });

  test("that grows without bound stays finite", () => {
    const { orbit } = varianceOrbit("relu", { weights: 400 }, { from: 1, layers: 40 });
    for (const q of orbit) expect(Number.isFinite(q)).toBe(true);
    expect(Math.log10(orbit[40])).toBeCloseTo(40 * Math.log10(200), 9);
  });

  test.each([
    [{ from: 0, layers: 2 }, /from/],
    [{ from: 1, layers: 0 }, /layers/],
    [{ from: 1, layers: 2, to: 0 }, /to/],
  ])("refuses %o", (options, message) =>
    expect(() => varianceOrbit("tanh", { weights: 1 }, options)).toThrow(message),
  );
});

describe("correlationOrbit", () => {
  test("of ReLU at its gain is the arc-cosine map (Cho & Saul 2009)", () => {
    const { orbit, x, y, variable } = correlationOrbit("relu", { weights: 2 }, { from: -0.3, layers: 4 });
    expect(variable).toBe("c");
    for (let l = 1; l < orbit.length; l++) expect(orbit[l]).toBeCloseTo(arcCosineMap(orbit[l - 1]), 9);
    expect([x[0], x.at(-1)]).toEqual([0, 1]);
    x.forEach((c, i) => expect(y[i]).toBeCloseTo(arcCosineMap(c), 9));
  });

  test("of a linear net with biases closes the same share of the gap to 1 in every layer", () => {
    // q* = σ_b²/(1 − σ_w²), c′ = σ_w² c + 1 − σ_w².
    const { orbit } = correlationOrbit("linear", { weights: 0.25, biases: 1 }, { from: 0, layers: 4 });
    orbit.forEach((c, l) => expect(1 - c).toBeCloseTo(0.25 ** l, 9));
  });

  test.each([
    [{ from: 1.1, layers: 2 }, /from/],
    [{ from: 0, layers: 1.5 }, /layers/],
  ])("refuses %o", (options, message) =>
    expect(() => correlationOrbit("tanh", { weights: 1 }, options)).toThrow(message),
  );
});
