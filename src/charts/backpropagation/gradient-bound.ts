import { activation } from "../../activations";
import { requireFields, requireList } from "../../errors";
import type { Report } from "../../probes/measure";
import type { BoundedLayer } from "../../theory/backpropagation/gradient-bound";
import { counted } from "../../shown";
import { type Figure, figure, layerAxis, logAxis, palette, pretty, sizeOf } from "../style/figure";
import { isWrongBy } from "../parts/float32-alone";
import { floorBelow, logSeries } from "../parts/log-series";

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
  const bounds = bounded.map(({ bound }) => bound * (Number.isFinite(start) ? start : 1));
  // Below float64 a product is 0 without being so: it leaves a gap, and only true zeros are marked.
  const exact = bounded.map(({ deltaRms, log10 }) =>
    deltaRms === 0 && log10.deltaRms > -Infinity ? NaN : deltaRms,
  );
  const measured = report.layers.map(({ float32 }) => float32.deltaRms);
  const floor = floorBelow(bounds, exact, measured);
  const exactly = random ? "float64, slopes as at test" : "exact (float64)";
  const data = [
    ...logSeries({ name: "bound", x, values: bounds, floor, style: { mode: "lines", line: { color: palette.vermillion, dash: "dash" } } }), // prettier-ignore
    ...logSeries({ name: exactly, x, values: exact, floor, style: { mode: "lines", line: { color: palette.grey } } }), // prettier-ignore
    ...logSeries({ name: "float32 alone", x, values: measured, floor, style: { mode: "markers", marker: { color: palette.blue } } }), // prettier-ignore
  ];
  const right = (i: number): number =>
    random ? Math.log10(report.layers[i].deltaRms) : bounded[i].log10.deltaRms;
  const wrong = measured.filter((size, i) => isWrongBy(Math.log10(size), right(i))).length;
  const [first, last] = [bounded[0].log10, bounded.at(-1)!.log10];
  const description =
    `rms δ in layer 1: at most ${sizeOf(first.bound)}, exactly ${sizeOf(first.deltaRms)}, in float32 alone ${Number.isFinite(measured[0]) ? pretty(measured[0]) : "nothing finite"}; ` +
    `in the output layer: ${sizeOf(last.deltaRms)}. float32 alone gets ${wrong} of ${counted(x.length, "layer")} wrong.`;
  return figure({ title: message(bounded, wrong), description }, data, {
    xaxis: layerAxis(x.length),
    yaxis: logAxis("rms of δ = ∂C/∂z"),
    margin: { l: 80, r: 20, t: 86, b: 56 },
  });
}

/** Whether training draws slopes or masks, so that no two measurements are alike. */
const isRandom = ({ description }: Report): boolean =>
  description.dropout > 0 || description.activations.some((one) => activation(one).random !== undefined);

function message(bounded: readonly BoundedLayer[], wrong: number): string {
  const count = counted(bounded.length, "layer");
  const notes = wrong > 0 ? [`float32 alone gets ${wrong} of ${count} wrong`] : [];
  const off = bounded.filter(({ log10 }) => log10.deltaRms === -Infinity).length;
  if (off > 0) return [`δ is exactly 0 in ${off} of ${count}`, ...notes].join("<br>");
  const hidden = bounded.slice(0, -1).map(({ log10 }) => log10);
  if (hidden.length < 2) return ["The gradient does not exceed its bound", ...notes].join("<br>");
  const [real, allowed] = (["deltaRms", "bound"] as const).map((name) =>
    pretty(10 ** ((hidden[0][name] - hidden.at(-1)![name]) / (hidden.length - 1))),
  );
  return [`Per layer going back: ×${real};`, `the bound allows ×${allowed}`, ...notes].join("<br>");
}
