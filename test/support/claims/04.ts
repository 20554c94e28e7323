import { expect } from "vitest";
import type { Figure, Json } from "../../../src/charts/style/figure";
import type { Settings } from "../run-cells";
import { titlesOf, traceOf, valuesOf } from "../true-figure";
import { type Claims, drawsLogarithms, expectClose, numbers, said } from "./read";

export const claims: Claims = {
  "four-nets-chart": halfAsLarge,
  "mean-direction-chart": outlier,
  hessians: standing,
  plateau: recursion,
  "softmax-chart": belowHalf,
};

/** The line of a comparison's row, without its band. */
const rowOf = ({ data }: Figure, row: string): Json =>
  data.find(({ name, mode, fill }) => name === row && String(mode).startsWith("lines") && fill === undefined)!; // prettier-ignore

/** The twin's δ is half that of the tanh net in every hidden layer, where rounding errors do not grow on the way. */
function halfAsLarge(figure: Figure, { gain }: Settings): void {
  if (drawsLogarithms(figure) || Number(gain ?? 1) > 1) return;
  const [tanh, twin] = ["tanh", "sigmoid twin"].map((row) => valuesOf(rowOf(figure, row)));
  tanh.slice(0, -1).forEach((value, l) => expectClose(twin[l]!, value! / 2, 1e-3));
  expectClose(twin.at(-1)!, tanh.at(-1)!, 1e-3);
}

/** The largest eigenvalue of every column is near the line of theory, and the others are near its box. */
function outlier(figure: Figure): void {
  const columns = figure.data.filter(({ name }) => name === "measured").map(valuesOf);
  const lines = figure.data.filter(({ name, fill }) => name === "theory" && fill === undefined);
  expect(columns.length).toBe(5);
  columns.forEach((column, i) => {
    const [top, next] = numbers(column).toSorted((a, b) => b - a);
    expectClose(top, valuesOf(lines[i])[0]!, 0.35);
    expectClose(next, valuesOf(lines[0])[0]!, 0.35);
  });
}

/** The title names how far the largest stands out. */
function standing(figure: Figure): void {
  const columns = [1, 2, 3].map((place) =>
    figure.data.filter(({ x }) => (x as number[])[0] === place).flatMap((trace) => numbers(valuesOf(trace))),
  );
  const ratios = columns.map((column) => {
    const [top, next] = column.toSorted((a, b) => b - a);
    return top / next;
  });
  expectClose(said(figure, "from ×"), Math.min(...ratios));
  expectClose(said(figure, "to ×"), Math.max(...ratios));
}

/** The recursion falls below the plateau and towards 1/(2l). */
function recursion(figure: Figure, { depth }: Settings): void {
  const [theory, formula] = [traceOf(figure, "mean-field"), traceOf(figure, "1/(2l)")].map((trace) =>
    numbers(valuesOf(trace)),
  );
  expect(formula.length).toBe(Number(depth ?? 20) + 1);
  theory.slice(1).forEach((q, l) => expect(q).toBeLessThan(theory[l]));
  theory.forEach((q, l) => expect(q * 2 * (l + 1)).toBeGreaterThan(1));
  if (theory.length > 4) expect(theory[4]).toBeLessThan(0.25);
  if (theory.length > 50) expectClose(theory[49] * 100, 1, 0.05);
}

function belowHalf(figure: Figure): void {
  for (const trace of figure.data)
    for (const y of numbers(valuesOf(trace))) expect(y).toBeLessThan(0.5 + 1e-9);
  expect(titlesOf(figure)[0]).toContain("at most ½");
}
