import { expect } from "vitest";
import type { Figure } from "../../../src/charts/style/figure";
import type { Settings } from "../run-cells";
import { traceOf, valuesOf } from "../true-figure";
import { type Claims, expectBelow, numbers } from "./read";

export const claims: Claims = {
  "units-at-birth": atBirth,
  "narrow-nets": narrowNets,
  "by-init": byInit,
  "by-rate": byRate,
  lives,
};

/** Every unit is drawn once, in each view of the menu. */
function atBirth(figure: Figure, { depth, width }: Settings): void {
  const views = [figure.data.slice(0, 3), figure.data.slice(3)];
  for (const view of views) {
    const drawn = view.reduce((sum, trace) => sum + numbers(valuesOf(trace)).length, 0);
    expect(drawn).toBe(Number(depth) * Number(width));
  }
}

/** Counts only grow, theory stays in its band, and all inputs die no sooner than one. */
function narrowNets(figure: Figure, { narrow, nets }: Settings): void {
  const counts = figure.data.filter(({ mode }) => mode === "markers");
  const kinds = new Set(narrow as number[]).size;
  expect(counts.length).toBe(2 * kinds);
  for (const trace of counts) {
    const shares = numbers(valuesOf(trace));
    shares.slice(1).forEach((share, i) => expect(share).toBeGreaterThanOrEqual(shares[i]));
    for (const share of shares) expect(Math.abs(share * Number(nets) - Math.round(share * Number(nets)))).toBeLessThan(0.02); // prettier-ignore
  }
  for (let i = 0; i < kinds; i++) expectBelow(valuesOf(counts[kinds + i]), valuesOf(counts[i]));
  const theories = figure.data.filter(({ name }) => name === "theory").map(valuesOf);
  theories.slice(0, kinds).forEach((theory, k) => {
    theory.forEach((p, layer) => {
      const measured = valuesOf(counts[k])[layer]!;
      const error = Math.sqrt((p! * (1 - p!)) / Number(nets));
      expect(Math.abs(measured - p!)).toBeLessThanOrEqual(5 * error + 5 / Number(nets));
    });
  });
}

function byInit(figure: Figure, { depth }: Settings): void {
  for (const name of ["He", "PyTorch’s default"]) {
    const curve = figure.data.find((trace) => trace["name"] === name && trace["fill"] === undefined);
    expect(valuesOf(curve).length).toBe(Number(depth));
  }
  expect(figure.data.filter(({ name }) => name === "mean-field theory").length).toBe(2);
}

/** No unit is dead under batch normalization before training. */
function byRate(figure: Figure): void {
  const births = figure.data.filter(({ name }) => name === "at birth").map(valuesOf);
  expect(births.length).toBe(2);
  for (const share of births[1]) expect(share).toBe(0);
}

/** What is dead is what was, and died, and did not come back; in layer 1 nobody comes back. */
function lives(figure: Figure): void {
  const series = (name: string): (number | null)[][] => figure.data.filter((trace) => trace["name"] === name).map(valuesOf); // prettier-ignore
  const [dead, died, revived] = ["dead now", "died so far", "came back so far"].map(series);
  dead.forEach((counts, view) =>
    counts.forEach((count, i) => expect(count).toBe(counts[0]! + died[view][i]! - revived[view][i]!)),
  );
  expect(new Set(revived[1])).toEqual(new Set([0]));
  expect(traceOf(figure, "dead now")).toBeDefined();
}
