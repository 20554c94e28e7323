import { requireFields } from "../../errors";
import type { OddsCurve } from "../../theory/logistic/odds-curve";
import { line, reference } from "../parts/marks";
import { type Figure, figure, palette, pretty, titled } from "../style/figure";

/** The logit and the sigmoid as mirror images in the diagonal, with one pair of points: the probability asked for. */
export function logitAndSigmoid(odds: OddsCurve): Figure {
  requireFields("charts.logitAndSigmoid odds", odds, { curve: "list", points: "list", place: "number" }, "theory.oddsCurve(probability)"); // prettier-ignore
  const { probability: p, logit: z } = odds.points[odds.place];
  const [wide, narrow] = (["logit", "probability"] as const).map((scale) => odds.curve.map((point) => point[scale])); // prettier-ignore
  const data = [
    line("σ: log-odds → probability", wide, narrow, { color: palette.blue }),
    line("logit: probability → log-odds", narrow, wide, { color: palette.vermillion }),
    reference("mirror", [-5, 5], [-5, 5], { dash: "dot", width: 1, showlegend: false }),
    line("the pair", [z, p], [p, z], { color: palette.grey, width: 1, mode: "lines+markers", showlegend: false, marker: { size: 10, color: [palette.blue, palette.vermillion] }, hovertemplate: "(%{x:.3f}, %{y:.3f})<extra></extra>" }), // prettier-ignore
  ];
  return figure(
    {
      title: `The sigmoid undoes the logit:<br>σ(${pretty(z)}) = ${pretty(p)}`,
      description: `The sigmoid and the logit are mirror images in the diagonal: logit(${pretty(p)}) = ${pretty(z)} and σ(${pretty(z)}) = ${pretty(p)}.`,
    },
    data,
    {
      height: 520,
      xaxis: titled("what goes in", { range: [-5, 5], constrain: "domain" }),
      yaxis: titled("what comes out", { range: [-5, 5], scaleanchor: "x", constrain: "domain" }),
      legend: { y: -0.16 },
      margin: { b: 100 },
    },
  );
}
