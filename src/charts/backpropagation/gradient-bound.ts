import { activation } from "../../activations";
import { requireFields, requireList } from "../../errors";
import type { Report } from "../../probes/measure";
import type { BoundedLayer } from "../../theory/backpropagation/gradient-bound";
import { counted } from "../../shown";
import { goingBack } from "../../numerics/geometric";
import { deltaRms } from "../../probes/gradients";
import { isWrongBy } from "../../probes/profile";
import { onePerGroup } from "../parts/legend";
import { logScale } from "../parts/log-scale";
import { logSeries } from "../parts/log-series";
import { type Figure, figure, layerAxis, palette, pretty, sizeOf } from "../style/figure";

/**
 * rms δ per layer: its upper bound, its value in float64, and what float32 alone would have shown, its norms included.
 * Where training draws slopes or masks, the measurement is one draw, and the bound starts from its output layer.
 */
export function gradientBound(bounded: readonly BoundedLayer[], report: Report): Figure {
  requireList(
    "charts.gradientBound bounded",
    bounded,
    { layer: "number", bound: "number", deltaRms: "number", log10: "object" },
    "theory.gradientBound(net, data)",
    1,
  );
  requireFields(
    "charts.gradientBound report",
    report,
    { layers: "list", description: "object" },
    "measure(net, data)",
  );
  const x = bounded.map(({ layer }) => layer);
  const random = isRandom(report);
  // A random net's output has another δ in every measurement, and the bound starts from that.
  const start = random ? report.layers.at(-1)!.deltaRms / bounded.at(-1)!.deltaRms : 1;
  const shift = Number.isFinite(start) ? start : 1;
  const bounds = {
    values: bounded.map(({ bound }) => bound * shift),
    log10: bounded.map(({ log10 }) => log10.bound + Math.log10(shift)),
  };
  const exact = {
    values: bounded.map(({ deltaRms }) => deltaRms),
    log10: bounded.map(({ log10 }) => log10.deltaRms),
  };
  const measured = report.layers.map(({ float32 }) => float32.deltaRms);
  const scale = logScale(bounds, exact, { values: measured });
  const exactly = random ? "float64, slopes as at test" : "exact (float64)";
  const data = [
    ...logSeries({ name: "bound", x, scale, ...bounds, style: { mode: "lines", line: { color: palette.vermillion, dash: "dash" } } }), // prettier-ignore
    ...logSeries({ name: exactly, x, scale, ...exact, style: { mode: "lines", line: { color: palette.grey } } }), // prettier-ignore
    ...logSeries({ name: "float32 alone", x, scale, values: measured, zero: "float32 alone: 0", style: { mode: "markers", marker: { color: palette.blue } } }), // prettier-ignore
  ];
  const right = (i: number): number =>
    random ? Math.log10(report.layers[i].deltaRms) : bounded[i].log10.deltaRms;
  const wrong = measured.filter((size, i) => isWrongBy(Math.log10(size), right(i))).length;
  const [first, last] = [bounded[0].log10, bounded.at(-1)!.log10];
  const description =
    `rms δ in layer 1: at most ${sizeOf(first.bound)}, exactly ${sizeOf(first.deltaRms)}, in float32 alone ${Number.isFinite(measured[0]) ? pretty(measured[0]) : "nothing finite"}; ` +
    `in the output layer: ${sizeOf(last.deltaRms)}. float32 alone gets ${wrong} of ${counted(x.length, "layer")} wrong.`;
  return figure({ title: message(bounded, wrong), description }, onePerGroup(data), {
    xaxis: layerAxis(x.length),
    yaxis: scale.axis(deltaRms.label),
  });
}

/** Whether training draws slopes or masks, so that no two measurements are alike. */
const isRandom = ({ description }: Report): boolean =>
  description.dropout.rate > 0 || description.activations.some((one) => activation(one).random !== undefined);

function message(bounded: readonly BoundedLayer[], wrong: number): string {
  const count = counted(bounded.length, "layer");
  const notes = wrong > 0 ? [`float32 alone gets ${wrong} of ${count} wrong`] : [];
  const off = bounded.filter(({ log10 }) => log10.deltaRms === -Infinity).length;
  if (off > 0) return [`δ is exactly 0 in ${off} of ${count}`, ...notes].join("<br>");
  const [real, allowed] = (["deltaRms", "bound"] as const).map((name) =>
    goingBack(bounded.slice(0, -1).map(({ log10 }) => log10[name])),
  );
  if (!real || !allowed) return ["The gradient does not exceed its bound", ...notes].join("<br>");
  const bound = `the bound allows ×${pretty(allowed.factor)}`;
  return [`Per layer going back: ×${pretty(real.factor)};`, bound, ...notes].join("<br>");
}
