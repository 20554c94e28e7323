import type { Json } from "../style/figure";
import { type LogScale } from "./log-scale";

/** A line with the spread around it, all as base-10 logarithms. */
export interface Band {
  name: string;
  color: string;
  x: readonly number[];
  mean: readonly number[];
  low: readonly number[];
  high: readonly number[];
  /** Markers at each x, for few of them. */
  markers?: boolean;
}

/** The traces of a line and of the band around it, on a logarithmic scale; what is not finite leaves a gap. */
export function band({ name, color, x, mean, low, high, markers = false }: Band, scale: LogScale): Json[] {
  const drawn = x.map((_, i) => i).filter((i) => Number.isFinite(low[i]) && Number.isFinite(high[i]));
  const back = drawn.toReversed();
  const line = { color, width: 1.5 };
  const group = { legendgroup: name };
  return [
    {
      type: "scatter",
      mode: "lines",
      x: [...drawn, ...back].map((i) => x[i]),
      y: [...drawn.map((i) => scale.at(high[i])), ...back.map((i) => scale.at(low[i]))],
      fill: "toself",
      fillcolor: transparent(color),
      line: { width: 0 },
      hoverinfo: "skip",
      showlegend: false,
      ...group,
    },
    {
      type: "scatter",
      mode: markers ? "lines+markers" : "lines",
      name,
      x: [...x],
      y: mean.map((value) => (Number.isFinite(value) ? scale.at(value) : null)),
      line,
      ...group,
    },
  ];
}

/** A colour of the palette, a fifth of it. */
const transparent = (color: string): string =>
  `rgba(${[1, 3, 5].map((i) => Number.parseInt(color.slice(i, i + 2), 16)).join(",")},0.2)`;
