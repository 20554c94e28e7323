import { expect } from "vitest";
import type { Figure } from "../../../src/charts/style/figure";
import type { Settings } from "../run-cells";
import { titlesOf, traceOf, valuesOf } from "../true-figure";
import { type Claims, expectClose, numbers, said } from "./read";

export const claims: Claims = {
  "experiment-stopping": stopping,
  "experiment-angle": angles,
  "experiment-gradient": gradientAndDistance,
};

function stopping(figure: Figure, { tolerance, rate }: Settings): void {
  const rates = figure.data[0]["x"] as number[];
  for (const [i, test] of ["parameter change", "gradient norm", "Newton-type step"].entries()) {
    const marks = figure.data.find(({ name }) => name === test)!;
    const symbols = (marks["marker"] as { symbol: string[] }).symbol;
    const most = valuesOf(figure.data[2 * i]);
    valuesOf(marks).forEach((distance, k) => {
      // What a test ends is within what it allows.
      if (distance !== null && most[k] !== null && !symbols[k].endsWith("-open"))
        expect(distance).toBeLessThanOrEqual(most[k]! * 1.001);
    });
  }
  const title = titlesOf(figure)[0];
  expect(title).toContain(`η = ${rate}`);
  expect(rates).toContain(rate);
  if (title.startsWith("Asked")) expect(title).toContain(`Asked for ${tolerance},`);
}

function angles(figure: Figure): void {
  const title = titlesOf(figure)[0];
  const gaps = figure.data.filter((trace) => valuesOf(trace).includes(null));
  if (/diverges/.test(title)) expect(gaps.length).toBeGreaterThan(0);
  if (/no optimizer minds/.test(title)) {
    for (const trace of figure.data) {
      const kept = numbers(valuesOf(trace));
      if (kept.length > 0) expect(Math.max(...kept) / Math.min(...kept)).toBeLessThan(1.02);
      expect([0, 19]).toContain(kept.length);
    }
  }
}

function gradientAndDistance(figure: Figure, { flat, steep, start }: Settings): void {
  const [first, second] = [flat, steep].map((c, i) => 2 * Number(c) * Math.abs((start as number[])[i]));
  expectClose(said(figure, String.raw`\|g₁\| = `), first);
  expectClose(said(figure, String.raw`\|g₂\| = `), second);
  if (figure.description.includes("coincide")) {
    for (const axis of [1, 2]) {
      const circles = valuesOf(traceOf(figure, `axis ${axis}: measured`));
      expect(circles[0] ?? 0).toBeCloseTo(Math.abs((start as number[])[axis - 1]), 2);
    }
  }
}
