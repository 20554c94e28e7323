import { requireFields, requireList } from "../../errors";
import type { FormatView, PrecisionLens } from "../../theory/float32/precision-lens";
import { counted } from "../../shown";
import { onePerGroup } from "../parts/legend";
import { logScale, type Sizes } from "../parts/log-scale";
import { logSeries } from "../parts/log-series";
import { menu } from "../parts/menu";
import { colorway, type Figure, figure, layerAxis, palette, pretty, superscript, wrapped } from "../style/figure"; // prettier-ignore

/** Beside each other where they coincide: large open circles around small ones. */
const SIZES = [14, 10, 6, 18, 22];

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
  const truth = logSeries({ name: "exact", x, scale, ...exact, style: { mode: "lines", line: { color: palette.grey, width: 4 }, opacity: 0.5 } }); // prettier-ignore
  const views = scales.map(({ lossScale, views: shown }) => ({
    label: lossScale === 1 ? "as it is" : `loss × ${scaleName(lossScale)}`,
    title: message(shown, lossScale, log10.length),
    data: onePerGroup([
      ...truth,
      ...shown.flatMap(({ format, log10: powers }, i) =>
        logSeries({
          name: format,
          x,
          scale,
          ...sizes(powers),
          zero: `${format}: 0`,
          style: { mode: "markers", marker: { symbol: "circle-open", size: SIZES[i], color: colorway[i] } },
        }),
      ),
    ]),
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
      updatemenus,
    },
  );
}

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
