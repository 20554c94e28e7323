import { requireList } from "../../errors";
import { type Float32Slope, saturationPoint } from "../../theory/float32/float32-sigmoid";
import { onePerGroup } from "../parts/legend";
import { logScale } from "../parts/log-scale";
import { logSeries } from "../parts/log-series";
import { type Figure, type Json, figure, palette, pretty, titled } from "../style/figure";

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
  const values = (field: "exact" | "fromInput" | "fromActivation"): number[] =>
    slopes.map((slope) => slope[field]);
  const scale = logScale({ values: values("exact") });
  const x = slopes.map((slope) => slope.x);
  const style = (line: Json): Json => ({ mode: "lines", line, hovertemplate: "x = %{x:.2f}: %{y:.3e}<extra></extra>" }); // prettier-ignore
  const series = { x, scale, unit: "x =" };
  const data = [
    ...logSeries({ ...series, name: "exact (float64)", values: values("exact"), style: { ...style({ color: palette.grey, width: 6 }), opacity: 0.45 } }), // prettier-ignore
    ...logSeries({ ...series, name: "σ(x)·σ(−x) in float32", values: values("fromInput"), style: style({ color: palette.blue, width: 2, dash: "dash" }) }), // prettier-ignore
    ...logSeries({ ...series, name: "s(1 − s) in float32", values: values("fromActivation"), style: style({ color: palette.vermillion, width: 2 }) }), // prettier-ignore
  ];
  return figure(words(slopes), onePerGroup(data), {
    height: 480,
    xaxis: titled("x, the pre-activation"),
    yaxis: scale.axis("σ′(x)"),
    legend: { y: -0.2 },
    margin: { b: 150 },
  });
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
