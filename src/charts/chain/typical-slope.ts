import { requireFields } from "../../errors";
import type { TypicalSlope } from "../../theory/chain/typical-slope";
import { dots, line, reference } from "../parts/marks";
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
  const data = [
    reference("bound²", [variances[0], variances.at(-1)!], [boundSquare, boundSquare]),
    line("E f′(z)²", variances, curve.map(({ meanSquare }) => meanSquare), { color: palette.blue, hovertemplate: "variance %{x:.3g}: %{y:.4g}<extra></extra>" }), // prettier-ignore
    dots(`variance ${pretty(at.variance)}`, [at.variance], [at.meanSquare], { color: palette.vermillion, hovertemplate: "%{y:.4g}<extra></extra>" }), // prettier-ignore
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
      legend: { y: -0.24 },
      margin: { b: 100 },
    },
  );
}
