import type { Json } from "../style/figure";

/** The traces with one entry in the legend for each `legendgroup`, its first; what is hidden stays so. */
export function onePerGroup(traces: readonly Json[]): Json[] {
  const seen = new Set<unknown>();
  return traces.map((trace) => {
    const group = trace["legendgroup"];
    if (group === undefined || trace["showlegend"] === false) return trace;
    const showlegend = !seen.has(group);
    seen.add(group);
    return { ...trace, showlegend };
  });
}

/** A legend at the bottom of the chart, whatever stands between: long names below the axis, or a plot that many entries make low. */
export const legendAtBottom: Json = { yref: "container", y: 0, yanchor: "bottom" };
