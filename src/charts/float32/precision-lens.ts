import { requireFields, requireList } from "../../errors";
import type { FormatView, PrecisionLens } from "../../theory/float32/precision-lens";
import { counted } from "../../shown";
import { legendAtBottom, onePerGroup } from "../parts/legend";
import { type LogScale, logScale, type Sizes } from "../parts/log-scale";
import { logSeries } from "../parts/log-series";
import { menu } from "../parts/menu";
import { colorway, type Figure, figure, type Json, layerAxis, palette, pretty, superscript, wrapped } from "../style/figure"; // prettier-ignore

/** Pixels by which each format's line is wider than that of the format before: they lie on top of each other. */
const WIDER = 4;

/**
 * What of δ float16, bfloat16, float32 or an 8-bit format still shows in every layer, on a log axis; crosses where it shows
 * 0. A menu switches between scales of the loss.
 */
export function precisionLens(lens: PrecisionLens): Figure {
  const from = "theory.precisionLens(report)";
  requireFields("charts.precisionLens lens", lens, { log10: "list", scales: "list" }, from);
  requireList("charts.precisionLens scales", lens.scales, { lossScale: "number", views: "list" }, from, 1);
  const { log10, scales } = lens;
  const x = log10.map((_, i) => i + 1);
  const exact = sizes(log10);
  const scale = logScale(exact, ...scales.flatMap(({ views }) => views.map((view) => sizes(view.log10))));
  const truth = logSeries({ name: "exact", x, scale, ...exact, style: { mode: "lines", line: { color: palette.grey, width: 1.5 } } }); // prettier-ignore
  const views = scales.map(({ lossScale, views: shown }) => ({
    label: lossScale === 1 ? "as it is" : `loss × ${scaleName(lossScale)}`,
    title: message(shown, lossScale, log10.length),
    data: onePerGroup([...shown.flatMap((view, i) => seriesOf(view, i, x, scale)).toReversed(), ...truth]),
  }));
  const { data, updatemenus } = menu(views);
  const said = views.map(({ label, title }) => `${label}: ${title.replaceAll("<br>", " ")}`).join("; ");
  return figure(
    { title: views[0].title, description: `δ in ${counted(x.length, "layer")}. ${said}.` },
    data,
    {
      height: 480,
      xaxis: layerAxis(x.length),
      yaxis: scale.axis("rms of δ = ∂C/∂z"),
      legend: legendAtBottom,
      updatemenus,
    },
  );
}

/** A format's line, and in a row of its own the layers that it shows as 0. */
const seriesOf = ({ format, log10 }: FormatView, i: number, x: readonly number[], scale: LogScale): Json[] =>
  logSeries({
    name: format,
    x,
    scale,
    ...sizes(log10),
    zero: "0 as stored",
    row: i,
    style: { mode: "lines", line: { color: colorway[i], width: 3 + WIDER * i } },
  }); // prettier-ignore

const sizes = (log10: readonly number[]): Sizes => ({ values: log10.map((power) => 10 ** power), log10 });

/** A power of two as one. */
const scaleName = (scale: number): string =>
  Number.isInteger(Math.log2(scale)) ? `2${superscript(Math.log2(scale))}` : pretty(scale);

function message(views: readonly FormatView[], lossScale: number, layers: number): string {
  const parts = views.map(({ format, lost, overflown }) =>
    overflown > 0 ? `${format} overflows in ${overflown}` : `${format} loses ${lost}`,
  );
  const scaled = lossScale === 1 ? "" : `, loss × ${scaleName(lossScale)}`;
  return `Of ${counted(layers, "layer")}${scaled}:<br>${wrapped(parts)}`;
}
