import { requireList } from "../../errors";
import { type Float32Slope, saturationPoint } from "../../theory/float32/float32-sigmoid";
import { type Figure, type Json, figure, logAxis, palette, pretty, titled } from "../style/figure";

/**
 * σ′ in float32 by both of its formulas, over its exact value, on a log axis; where a formula gives exactly 0, crosses
 * mark the points along the bottom.
 * @param slopes from `theory.slope32`, in rising order of x, at least one
 */
export function float32Saturation(slopes: readonly Float32Slope[]): Figure {
  requireList(
    "charts.float32Saturation slopes",
    slopes,
    { x: "number", exact: "number", fromActivation: "number", fromInput: "number" },
    "theory.slope32(x)",
    1,
  );
  const floor = Math.min(...slopes.map(({ exact }) => exact)) / 5;
  const x = slopes.map((slope) => slope.x);
  const line = { type: "scatter", mode: "lines", x, hovertemplate: "x = %{x:.2f}: %{y:.3e}<extra></extra>" };
  const data: Json[] = [
    { ...line, name: "exact (float64)", y: slopes.map(({ exact }) => exact), line: { color: palette.grey, width: 6 }, opacity: 0.45 }, // prettier-ignore
    { ...line, name: "σ(x)·σ(−x) in float32", y: positive(slopes.map((s) => s.fromInput)), line: { color: palette.blue, width: 2, dash: "dash" } }, // prettier-ignore
    { ...line, name: "s(1 − s) in float32", y: positive(slopes.map((s) => s.fromActivation)), line: { color: palette.vermillion, width: 2 } }, // prettier-ignore
    zeros(slopes.filter((slope) => slope.fromActivation === 0), floor),
  ]; // prettier-ignore
  return figure(words(slopes), data, {
    height: 480,
    xaxis: titled("x, the pre-activation"),
    yaxis: logAxis("σ′(x)"),
    legend: { orientation: "h", x: 0, xanchor: "left", y: -0.2, yanchor: "top" },
    margin: { l: 80, r: 20, t: 72, b: 150 },
  });
}

/** Zeros have no place on a log axis: they become gaps. */
const positive = (values: number[]): (number | null)[] => values.map((value) => (value > 0 ? value : null));

function zeros(lost: Float32Slope[], floor: number): Json {
  const marker = { symbol: "x-thin", size: 6, line: { color: palette.vermillion, width: 1.5 } };
  return { type: "scatter", mode: "markers", name: "s(1 − s) is exactly 0", x: lost.map(({ x }) => x), y: lost.map(() => floor), marker, hovertemplate: "x = %{x:.2f}: exactly 0<extra></extra>" }; // prettier-ignore
}

function words(slopes: readonly Float32Slope[]): { title: string; description: string } {
  const first = slopes.find(({ fromActivation }) => fromActivation === 0);
  const last = slopes.at(-1)!;
  if (!first) {
    return {
      title: `In float32, s(1 − s) is still above 0<br>at x = ${pretty(last.x)}`,
      description: `The sigmoid's slope in float32 up to x = ${pretty(last.x)}, where s(1 − s) is ${pretty(last.fromActivation)} and its exact value ${pretty(last.exact)}.`,
    };
  }
  return {
    title: `In float32, s(1 − s) is exactly 0<br>from x = ${pretty(saturationPoint(), 4)} on; σ(x)·σ(−x) is not`,
    description:
      `The sigmoid's slope in float32: computed as s(1 − s) it becomes exactly 0 from x = 24·ln 2 = ${pretty(saturationPoint(), 4)} on; computed as σ(x)·σ(−x) ` +
      `it is still ${pretty(last.fromInput)} at x = ${pretty(last.x)}, where the exact value is ${pretty(last.exact)}.`,
  };
}
