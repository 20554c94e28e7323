import { logistic } from "../../activations/logistic";
import { requireKnownKeys, requireNumber } from "../../errors";
import { logit } from "../../theory/logistic/odds";
import { line, reference } from "../parts/marks";
import { type Figure, figure, palette, pretty, titled } from "../style/figure";

/**
 * The logit and the sigmoid as mirror images in the diagonal, with one pair of points.
 * @param options.probability the pair's probability, 0.01 to 0.99; default 0.9
 * @throws InvalidArgument when the probability is out of its range
 */
export function logitAndSigmoid(options: { probability?: number } = {}): Figure {
  requireKnownKeys("logitAndSigmoid options", options, ["probability"]);
  const p = requireNumber("logitAndSigmoid probability", options.probability ?? 0.9, {
    min: 0.01,
    max: 0.99,
  });
  const z = logit(p);
  const wide = Array.from({ length: 201 }, (_, i) => -5 + i / 20);
  const narrow = wide.map(logistic);
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
