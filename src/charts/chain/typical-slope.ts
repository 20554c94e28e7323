import { requireFields } from "../../errors";
import type { TypicalSlope } from "../../theory/chain/typical-slope";
import { type Figure, figure, logAxis, palette, pretty, titled } from "../style/figure";

/** E f′(z)² over the variance of z, under the square of the bound, with one variance picked out. */
export function typicalSlope(result: TypicalSlope): Figure {
  requireFields(
    "charts.typicalSlope result",
    result,
    { name: "string", boundSquare: "number", at: "object", curve: "list" },
    "theory.typicalSlope(…)",
  );
  const { name, boundSquare, at, curve } = result;
  const variances = curve.map(({ variance }) => variance);
  const line = { type: "scatter", mode: "lines" };
  const data = [
    { ...line, name: "bound²", x: [variances[0], variances.at(-1)], y: [boundSquare, boundSquare], hoverinfo: "skip", line: { color: palette.grey, dash: "dash", width: 1.5 } }, // prettier-ignore
    { ...line, name: "E f′(z)²", x: variances, y: curve.map(({ meanSquare }) => meanSquare), line: { color: palette.blue, width: 2.5 }, hovertemplate: "variance %{x:.3g}: %{y:.4g}<extra></extra>" }, // prettier-ignore
    { ...line, mode: "markers", name: `variance ${pretty(at.variance)}`, x: [at.variance], y: [at.meanSquare], marker: { color: palette.vermillion, size: 11 }, hovertemplate: "%{y:.4g}<extra></extra>" }, // prettier-ignore
  ];
  const share = Math.round((100 * at.meanSquare) / boundSquare);
  return figure(
    {
      title: `${name}: typical squared slope ${pretty(at.meanSquare)},<br>at most ${pretty(boundSquare)}`,
      description: `The mean of the squared slope of ${name} over normal pre-activations: ${pretty(at.meanSquare)} at variance ${pretty(at.variance)}, which is ${share} % of the squared bound ${pretty(boundSquare)}; it goes from ${pretty(curve[0].meanSquare)} at variance ${pretty(variances[0])} to ${pretty(curve.at(-1)!.meanSquare)} at ${pretty(variances.at(-1)!)}.`,
    },
    data,
    {
      xaxis: logAxis("variance of the pre-activation z", { dtick: 1 }),
      yaxis: titled("E f′(z)²", { rangemode: "tozero" }),
      legend: { orientation: "h", x: 0, xanchor: "left", y: -0.24, yanchor: "top" },
      margin: { l: 70, r: 20, t: 72, b: 100 },
    },
  );
}
