import { expect } from "vitest";
import type { Figure } from "../../../src/charts/style/figure";
import { traceOf, valuesOf } from "../true-figure";
import { type Claims, expectClose, numbers, said } from "./read";

export const claims: Claims = { typical };

function typical(figure: Figure): void {
  const [square, mean] = [traceOf(figure, "bound²"), traceOf(figure, "E f′")].map((trace) =>
    numbers(valuesOf(trace)),
  );
  for (const value of mean) expect(value).toBeLessThanOrEqual(square[0] * 1.0001);
  expectClose(said(figure, "squared slope "), numbers(valuesOf(traceOf(figure, "variance")))[0]);
  expectClose(said(figure, "at most "), square[0]);
}
