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

/** Deeper lines are darker; full decades carry their cost where there is room between the lines. */
function line({ cost, w1, w2 }: Level, height: number, radius: number): Json {
  const quarter = (w1.length - 1) / 4;
  const middle = (w1.length - 1) / 2;
  const halfWidth = Math.hypot(w1[quarter] - w1[3 * quarter], w2[quarter] - w2[3 * quarter]) / 2;
  const decade = Math.abs(Math.log10(cost) - Math.round(Math.log10(cost))) < 1e-9;
  const labelled = decade && halfWidth > 0.2 * radius;
  const grey = Math.round(130 + 80 * height);
  return {
    type: "scatter",
    mode: "lines+text",
    x: w1,
    y: w2,
    line: { color: `rgb(${grey}, ${grey}, ${grey})`, width: 1 },
    text: labelled ? w1.map((_, i) => (i === quarter || i === middle ? `C = ${pretty(cost)}` : "")) : [],
    textposition: "top center",
    textfont: { size: 11, color: palette.grey },
    showlegend: false,
    hoverinfo: "skip",
  };
}
