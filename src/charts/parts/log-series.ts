import { min } from "d3-array";
import type { Json } from "../style/figure";

/** A series on a log axis. */
export interface LogSeries {
  name: string;
  x: readonly number[];
  /** Their sizes are drawn; zeros go to the floor, and what is not finite leaves a gap. */
  values: ArrayLike<number>;
  /** Where zeros are drawn; left out where absent. */
  floor?: number;
  /** What else the trace has: mode, line, marker, axes. */
  style?: Json;
}

/** What the name of a trace of zeros ends in. */
export const ZERO = ": exactly 0";

/** A place for zeros below every value of some series: ten times smaller than the smallest, or 0.1 if all are 0. */
export function floorBelow(...series: ArrayLike<number>[]): number {
  const sizes = series.flatMap((values) => Array.from(values, Math.abs));
  const smallest = min(sizes.filter((size) => size > 0 && Number.isFinite(size))) ?? Infinity;
  return Number.isFinite(smallest) ? Math.max(smallest / 10, Number.MIN_VALUE) : 0.1;
}

/** The series' trace, and one of open circles at the floor where its values are exactly 0. */
export function logSeries({ name, x, values, floor, style = {} }: LogSeries): Json[] {
  const sizes = Array.from(values, Math.abs);
  const trace = {
    type: "scatter",
    mode: "lines+markers",
    name,
    x,
    y: sizes.map((size) => (size > 0 && Number.isFinite(size) ? size : null)),
    ...style,
  };
  const zeros = x.filter((_, i) => sizes[i] === 0);
  if (zeros.length === 0 || floor === undefined) return [trace];
  const { color } = (style["marker"] ?? style["line"] ?? {}) as { color?: string };
  const lost = {
    type: "scatter",
    mode: "markers",
    name: `${name}${ZERO}`,
    x: zeros,
    y: zeros.map(() => floor),
    marker: { symbol: "circle-open", size: 8, ...(color && { color }) },
    hovertemplate: "layer %{x}: exactly 0<extra></extra>",
    ...(style["yaxis"] ? { yaxis: style["yaxis"] } : {}),
  };
  return [trace, lost];
}

/** The geometric mean of the factors from the last to the first value above 0; undefined for fewer than two. */
export function factorGoingBack(values: readonly number[]): number | undefined {
  const sizes = values.map((value, i) => ({ size: Math.abs(value), i }));
  const seen = sizes.filter(({ size }) => size > 0 && Number.isFinite(size));
  const [first, last] = [seen[0], seen.at(-1)];
  if (!first || !last || first === last) return undefined;
  return (first.size / last.size) ** (1 / (last.i - first.i));
}

/**
 * Whether something shrinks or grows by a factor per step, over so many steps: little per step can be much over many, so
 * that a gradient keeps its size only when it does in both senses.
 */
export function trend(factor: number, steps: number): "shrinks" | "grows" | "keeps its size" {
  const over = factor ** steps;
  if (factor < 0.98 || over < 0.5) return "shrinks";
  return factor > 1.02 || over > 2 ? "grows" : "keeps its size";
}
