import { expect } from "vitest";
import type { Figure, Json } from "../../../src/charts/style/figure";
import type { Settings } from "../run-cells";
import { titlesOf, valuesOf } from "../true-figure";
import { type Claims, expectBelow, expectClose, numbers } from "./read";

export const claims: Claims = {
  "first-look": (figure) => {
    shared(figure);
    expectBelow(valuesOf(figure.data[0]), valuesOf(figure.data[1]));
    eachBelow(figure, [0]);
  },
  bounds: (figure) => {
    shared(figure);
    eachBelow(figure, [0, 2, 4]);
  },
  eigenvalues: disc,
  growth: exponents,
  "forget-bias": halved,
  "recall-map": maps,
  "adam-map": maps,
  "after-training": shared,
  curse: lines,
};

/** All panels have the same range, and everything that is drawn is within it. */
function shared({ data, layout }: Figure): void {
  const ranges = Object.entries(layout).filter(([name]) => name.startsWith("yaxis")).map(([, axis]) => (axis as Json)["range"] as number[]); // prettier-ignore
  for (const range of ranges) expect(range).toEqual(ranges[0]);
  for (const trace of data)
    for (const y of numbers(valuesOf(trace))) {
      expect(Math.log10(y)).toBeGreaterThanOrEqual(ranges[0][0]);
      expect(Math.log10(y)).toBeLessThanOrEqual(ranges[0][1]);
    }
}

/** At every stop of the slider the measurement stays below the bound that is drawn with it. */
function eachBelow({ frames }: Figure, places: number[]): void {
  for (const frame of frames!)
    for (const i of places) {
      const [measured, bound] = (frame["data"] as Json[]).slice(i, i + 2);
      expectBelow(valuesOf(measured), valuesOf(bound));
    }
}

/** Random eigenvalues lie in the disc, but for what chance puts over its edge; orthogonal ones on the circle. */
function disc({ data }: Figure): void {
  const [random, orthogonal] = ["random", "orthogonal"].map((name) => data.find((trace) => trace["name"] === name)!); // prettier-ignore
  const sizes = (trace: Json): number[] => (trace["x"] as number[]).map((x, i) => Math.hypot(x, valuesOf(trace)[i]!)); // prettier-ignore
  expect(Math.max(...sizes(random))).toBeLessThan(1.4);
  for (const size of sizes(orthogonal)) expectClose(size, 1, 1e-3);
}

/** The slope is below 0 at the lowest gain, above at the highest, and dashed lines rise with the gain. */
function exponents(figure: Figure): void {
  const [title] = titlesOf(figure);
  expect(title).toMatch(/−0\.\d+ \(0\.5\)/);
  expect(title).toMatch(/[ ,]0\.\d+ \(2\)/);
}

/** The half-life stands where the line is at one half. */
function halved({ data }: Figure): void {
  const [line, mark] = data;
  const half = (mark["x"] as number[])[0];
  const y = valuesOf(line);
  if (half < y.length - 1 && y[1] !== null) expectClose(y[1] ** half, 0.5, 1e-3);
}

/** Every run has a map and its loss, and one scale of colours. */
function maps({ data }: Figure, { delay }: Settings): void {
  const drawn = data.filter(({ type }) => type === "heatmap");
  expect(drawn).toHaveLength(5);
  for (const map of drawn) {
    expect([map["zmin"], map["zmax"]]).toEqual([drawn[0]["zmin"], drawn[0]["zmax"]]);
    expect(map["y"]).toHaveLength(Number(delay) + 2);
  }
}

/** What was measured lies by its formula, as near as so many steps allow; in ν nothing exceeds ¼ by more. */
function lines({ data }: Figure): void {
  for (const i of [0, 2, 4]) {
    const measured = valuesOf(data[i + 1]);
    valuesOf(data[i]).forEach((expected, k) => expect(Math.abs(measured[k]! / expected! - 1)).toBeLessThan(0.6)); // prettier-ignore
  }
  for (const y of numbers(valuesOf(data[4]))) expect(y).toBeLessThanOrEqual(0.25);
}
