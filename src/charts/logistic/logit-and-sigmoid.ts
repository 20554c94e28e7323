import { logistic } from "../../activations/logistic";
import { requireKnownKeys, requireNumber } from "../../errors";
import { logit } from "../../theory/logistic/odds";
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
  const line = { type: "scatter", mode: "lines" };
  const narrow = wide.map(logistic);
  const data = [
    {
      ...line,
      name: "σ: log-odds → probability",
      x: wide,
      y: narrow,
      line: { color: palette.blue, width: 2.5 },
    },
    { ...line, name: "logit: probability → log-odds", x: narrow, y: wide, line: { color: palette.vermillion, width: 2.5 } }, // prettier-ignore
    { ...line, name: "mirror", x: [-5, 5], y: [-5, 5], showlegend: false, hoverinfo: "skip", line: { color: palette.grey, dash: "dot", width: 1 } }, // prettier-ignore
    { ...line, name: "the pair", mode: "lines+markers", x: [z, p], y: [p, z], showlegend: false, line: { color: palette.grey, width: 1 }, marker: { size: 10, color: [palette.blue, palette.vermillion] }, hovertemplate: "(%{x:.3f}, %{y:.3f})<extra></extra>" }, // prettier-ignore
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
      legend: { orientation: "h", x: 0, xanchor: "left", y: -0.16, yanchor: "top" },
      margin: { l: 60, r: 20, t: 72, b: 100 },
    },
  );
}
