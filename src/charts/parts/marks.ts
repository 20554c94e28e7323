import { type Json, palette } from "../style/figure";

/** Places along an axis; null leaves a gap. */
type Places = ArrayLike<number | null>;

/** A place; null where the number is not finite. */
export const orGap = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** How a line looks, and what else its trace has. */
interface LineStyle extends Json {
  color: string;
  /** In pixels; default 2. */
  width?: number;
  /** "dash" or "dot"; default solid. */
  dash?: string;
}

/** A line through points. */
export const line = (name: string, x: Places, y: Places, { color, width = 2, dash, ...rest }: LineStyle): Json => ({
  type: "scatter",
  mode: "lines",
  name,
  x,
  y,
  line: { color, width, ...(dash && { dash }) },
  ...rest,
}); // prettier-ignore

/** How points look, and what else their trace has. */
interface DotStyle extends Json {
  color: string;
  /** In pixels, also for each point; default 10. */
  size?: number | readonly number[];
  /** Plotly's name of a symbol, or one for each point; default "circle". */
  symbol?: string | readonly string[];
  /** Of each point, from 0 to 1; default 1. */
  opacity?: number;
}

/** Points by themselves. */
export const dots = (name: string, x: Places, y: Places, { color, size = 10, symbol, opacity, ...rest }: DotStyle): Json => ({
  type: "scatter",
  mode: "markers",
  name,
  x,
  y,
  marker: { color, size, ...(symbol && { symbol }), ...(opacity && { opacity }) },
  ...rest,
}); // prettier-ignore

/** A line of what theory says, or a level to compare with: grey and dashed unless told otherwise, and mute. */
export const reference = (name: string, x: Places, y: Places, style: Partial<LineStyle> = {}): Json =>
  line(name, x, y, { color: palette.grey, width: 1.5, dash: "dash", hoverinfo: "skip", ...style });

/** The area between two curves over the same x, in a fifth of a colour, and what else its trace has. */
export function band(
  name: string,
  x: readonly number[],
  {
    lower,
    upper,
    color,
    ...rest
  }: { lower: readonly number[]; upper: readonly number[]; color: string } & Json,
): Json {
  const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
  return {
    type: "scatter",
    mode: "lines",
    name,
    x: [...x, ...x.toReversed()],
    y: [...upper, ...lower.toReversed()],
    fill: "toself",
    fillcolor: `rgba(${r},${g},${b},0.2)`,
    line: { width: 0 },
    hoverinfo: "skip",
    ...rest,
  };
}
