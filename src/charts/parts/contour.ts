import type { Landscape, Level } from "../../theory/optimization/landscape";
import { type Json, palette, pretty } from "../style/figure";

/** Lines of equal cost and a star at the minimum. */
export function contour({ levels, minimum, window }: Landscape): Json[] {
  const radius = window[0][1] - minimum[0];
  const star = {
    type: "scatter",
    mode: "markers",
    x: [minimum[0]],
    y: [minimum[1]],
    marker: { symbol: "star", size: 13, color: palette.grey },
    showlegend: false,
    hovertemplate: "minimum<extra></extra>",
  };
  return [...levels.map((level, i) => line(level, i / (levels.length - 1 || 1), radius)), star];
}

/** Deeper lines are darker; full decades carry their cost on each axis where there is room between the lines. */
function line({ cost, w1, w2 }: Level, height: number, radius: number): Json {
  const quarter = (w1.length - 1) / 4;
  const middle = (w1.length - 1) / 2;
  const isWide = (at: number): boolean =>
    Math.hypot(w1[at] - w1[(at + middle) % (2 * middle)], w2[at] - w2[(at + middle) % (2 * middle)]) > 0.4 * radius; // prettier-ignore
  const decade = Math.abs(Math.log10(cost) - Math.round(Math.log10(cost))) < 1e-9;
  const labelled = decade && isWide(quarter) ? [quarter, middle].filter(isWide) : [];
  const grey = Math.round(130 + 80 * height);
  return {
    type: "scatter",
    mode: "lines+text",
    x: w1,
    y: w2,
    line: { color: `rgb(${grey}, ${grey}, ${grey})`, width: 1 },
    text: labelled.length > 0 ? w1.map((_, i) => (labelled.includes(i) ? `C = ${pretty(cost)}` : "")) : [],
    textposition: "top center",
    textfont: { size: 11, color: palette.grey },
    showlegend: false,
    hoverinfo: "skip",
  };
}
