import type { Json } from "../style/figure";
import type { LogScale } from "./log-scale";
import { band, line } from "./marks";

/** A line with the spread around it: numbers, or on a log axis their base-10 logarithms. */
export interface LogBand {
  name: string;
  color: string;
  /** "dash", "dot" or "dashdot"; solid without it. */
  dash?: string;
  x: readonly number[];
  mean: readonly number[];
  low: readonly number[];
  high: readonly number[];
  /** Markers at each x, for few of them; a single one always has its own, as no line shows it. */
  markers?: boolean;
  /** What pointing at the line says, as Plotly's template. */
  hover?: string;
}

/** The traces of a line and of the band around it, on a scale; what is not finite leaves a gap. */
export function logBand(
  { name, color, dash, x, mean, low, high, markers = false, hover }: LogBand,
  scale: Pick<LogScale, "at">,
): Json[] {
  const drawn = x.map((_, i) => i).filter((i) => Number.isFinite(low[i]) && Number.isFinite(high[i]));
  const [lower, upper] = [low, high].map((edge) => drawn.map((i) => scale.at(edge[i])));
  const middle = mean.map((value) => (Number.isFinite(value) ? scale.at(value) : null));
  const legendgroup = name;
  return [
    band(name, drawn.map((i) => x[i]), { lower, upper, color, legendgroup, showlegend: false }), // prettier-ignore
    line(name, [...x], middle, {
      color,
      dash,
      width: 1.5,
      legendgroup,
      mode: markers || x.length === 1 ? "lines+markers" : "lines",
      ...(hover !== undefined && { hovertemplate: hover }),
    }),
  ];
}
