import type { Json } from "../style/figure";
import { type LogScale, logarithms, type Sizes } from "./log-scale";

/** A series on a logarithmic scale. */
export interface LogSeries extends Sizes {
  /** What the legend calls it. */
  name: string;
  x: readonly number[];
  scale: LogScale;
  /** What x counts, for whoever points at a zero; default "layer". */
  unit?: string;
  /** What the legend calls zeros, once for all series that call them so; default "exactly 0". */
  zero?: string;
  /** The row of the crosses for zeros, counted from 0 downwards, where several series would hide each other's. */
  row?: number;
  /** What else the trace has: mode, line, marker, axes. */
  style?: Json;
}

/** The series' trace, with gaps where it is not finite, and one of crosses below all else where it is exactly 0. */
export function logSeries({
  name,
  x,
  scale,
  unit = "layer",
  zero = "exactly 0",
  row = 0,
  style = {},
  ...sizes
}: LogSeries): Json[] {
  const trace = { type: "scatter", mode: "lines+markers", name, x, y: scale.places(sizes), ...style };
  const powers = logarithms(sizes);
  const zeros = x.filter((_, i) => powers[i] === -Infinity);
  if (zeros.length === 0) return [trace];
  return [trace, { ...crosses(zeros, scale.floor(row), style), name: zero, legendgroup: zero, hovertemplate: `${name}, ${unit} %{x}: exactly 0<extra></extra>` }]; // prettier-ignore
}

/** Crosses below everything: values that have no place on the scale because they are 0. */
function crosses(x: readonly number[], floor: number, style: Json): Json {
  const { color } = (style["marker"] ?? style["line"] ?? {}) as { color?: string };
  return {
    type: "scatter",
    mode: "markers",
    x,
    y: x.map(() => floor),
    marker: { symbol: "x-thin", size: 7, line: { width: 2, ...(color && { color }) } },
    ...(style["yaxis"] ? { yaxis: style["yaxis"] } : {}),
  };
}
