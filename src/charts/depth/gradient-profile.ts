import { min } from "d3-array";
import { requireFields, requireKnownKeys } from "../../errors";
import type { LayerReport, Report } from "../../probes/measure";
import type { MeanField } from "../../theory/mean-field/net-mean-field";
import { counted } from "../../shown";
import {
  type Figure,
  type Json,
  figure,
  layerAxis,
  logAxis,
  palette,
  pretty,
  superscript,
  titled,
} from "../style/figure";
import { isWrongBy } from "../parts/float32-alone";
import { trend } from "../parts/log-series";

/** What the profile can show; δ first, because ‖∂C/∂W‖ can hide that δ vanishes (Glorot & Bengio 2010). */
const QUANTITIES = [
  { name: "deltaRms", symbol: "δ", label: "rms of δ = ∂C/∂z" },
  { name: "weightNorm", symbol: "‖∂C/∂W‖", label: "‖∂C/∂W‖ (Frobenius)" },
  { name: "updateRatio", symbol: "Update : weight", label: "‖∂C/∂W‖ ÷ ‖W‖ (update : weight at rate 1)" },
] as const;

/** What is drawn: the field of the report, its symbol and its label. */
type Quantity = (typeof QUANTITIES)[number];

/** What Plotly's log axis can hold; beyond it the chart has the logarithms themselves on a linear axis. */
const LARGEST_POWER = 300;

/**
 * The size of the gradient in every layer, on a log axis; a menu switches between rms δ, ‖∂C/∂W‖ and update : weight.
 *
 * Where float32 alone, as frameworks use it, would have shown something else, that is drawn too.
 * @param options.theory the mean-field prediction, drawn as a dashed line through the measured output layer
 */
export function gradientProfile(report: Report, options: { theory?: MeanField } = {}): Figure {
  requireFields(
    "charts.gradientProfile report",
    report,
    { layers: "list", description: "object" },
    "measure(net, data)",
  );
  requireKnownKeys("charts.gradientProfile options", options, ["theory"]);
  const { theory } = options;
  if (theory)
    requireFields("charts.gradientProfile theory", theory, { layers: "list" }, "theory.meanField(net)");
  const scale = scaleOf(report);
  const groups = QUANTITIES.map((quantity) => tracesOf(quantity, report, scale, theory));
  const visible = (shown: number): boolean[] => groups.flatMap((group, i) => group.map(() => i === shown));
  const titles = QUANTITIES.map((quantity) => message(quantity, report, theory));
  const labels = QUANTITIES.map(({ label }) => (scale.powers ? `log₁₀ of ${label}` : label));
  const buttons = QUANTITIES.map(({ label }, i) => ({
    label,
    method: "update",
    args: [{ visible: visible(i) }, { "title.text": titles[i], "yaxis.title.text": labels[i] }],
  }));
  const show = visible(0);
  const data = groups.flat().map((trace, i) => ({ ...trace, visible: show[i] }));
  return figure({ title: titles[0], description: describeProfile(report, theory) }, data, {
    xaxis: layerAxis(report.layers.length),
    yaxis: scale.powers ? titled(labels[0]) : logAxis(labels[0]),
    updatemenus: [{ buttons, x: 1, xanchor: "right", y: 1.02, yanchor: "bottom", showactive: true }],
    margin: { l: 80, r: 20, t: 110, b: 56 },
  });
}

/** How the chart draws a value that is given by its base-10 logarithm. */
interface Scale {
  /** Whether it draws the logarithms themselves. */
  powers: boolean;
  y(log10: number): number;
}

function scaleOf({ layers }: Report): Scale {
  const powers = layers.some((layer) => {
    const power = log10Of(QUANTITIES[1], layer);
    return Number.isFinite(power) && Math.abs(power) > LARGEST_POWER;
  });
  return { powers, y: (log10) => (powers ? log10 : 10 ** log10) };
}

/** The logarithm of a layer's quantity, also where float64 no longer holds the quantity itself. */
function log10Of({ name }: Quantity, layer: LayerReport): number {
  const value = layer[name];
  if (value > 10 ** -290 || !layer.log10) return Math.log10(value);
  return name === "updateRatio" ? layer.log10.weightNorm - Math.log10(layer.matrixNorm) : layer.log10[name];
}

/** Whether a value has a place on the axis: 0 has none, nor has what overflowed. */
const drawable = Number.isFinite;

function tracesOf(quantity: Quantity, report: Report, { powers, y }: Scale, theory?: MeanField): Json[] {
  const points = report.layers.map((layer) => ({ layer, log10: log10Of(quantity, layer) }));
  const present = points.filter(({ log10 }) => log10 !== -Infinity);
  const lost = points.filter(({ log10 }) => log10 === -Infinity);
  const least = Math.min(0, min(present.map(({ log10 }) => log10).filter(drawable)) ?? 0);
  const floor = least - (powers ? Math.max(1, -0.02 * least) : 1);
  // The numbers themselves where the axis is logarithmic, so that none is rounded on its way through a logarithm.
  const at = ({ layer, log10 }: (typeof points)[number]): number | null =>
    drawable(log10) ? (powers ? log10 : layer[quantity.name]) : null;
  const traces: Json[] = [
    {
      type: "scatter",
      mode: "lines+markers",
      name: "measured",
      x: present.map(({ layer }) => layer.layer),
      y: present.map(at),
      line: { color: palette.blue },
    },
  ];
  if (lost.length > 0) {
    const layers = lost.map(({ layer }) => layer.layer);
    traces.push(crosses("exactly 0: dead, or lost", layers, y(floor), palette.grey, "exactly 0"));
  }
  traces.push(...float32Traces(quantity, report, { powers, y }, floor));
  if (theory && quantity.name === "deltaRms") traces.push(theoryTrace(report.layers, theory, { powers, y }));
  return traces;
}

/** What float32 alone would have shown, where that is something else. */
function float32Traces(quantity: Quantity, report: Report, { y }: Scale, floor: number): Json[] {
  const wrong = wrongInFloat32(quantity, report);
  if (wrong.length === 0 || quantity.name === "updateRatio") return [];
  const { name } = quantity;
  const shown = wrong.filter(({ float32 }) => float32[name] > 0 && Number.isFinite(float32[name]));
  const zero = wrong.filter(({ float32 }) => float32[name] === 0);
  const traces: Json[] = [];
  if (shown.length > 0) {
    traces.push({
      type: "scatter",
      mode: "markers",
      name: "float32 alone",
      x: shown.map(({ layer }) => layer),
      y: shown.map(({ float32 }) => y(Math.log10(float32[name]))),
      marker: { symbol: "circle-open", size: 8, color: palette.orange },
    });
  }
  if (zero.length > 0) {
    const layers = zero.map(({ layer }) => layer);
    traces.push(crosses("float32 alone: 0", layers, y(floor), palette.orange, "float32 alone shows 0"));
  }
  return traces;
}

/** The layers of which float32 alone shows another value, or none. */
const wrongInFloat32 = (quantity: Quantity, { layers }: Report): LayerReport[] =>
  quantity.name === "updateRatio"
    ? []
    : layers.filter((layer) => {
        if (!layer.float32) return false;
        return isWrongBy(Math.log10(layer.float32[quantity.name]), log10Of(quantity, layer));
      });

/** Layers whose value is 0: they have no place on a log axis, so they sit as crosses below the smallest other. */
const crosses = (name: string, x: number[], y: number, color: string, hover: string): Json => ({
  type: "scatter",
  mode: "markers",
  name,
  x,
  y: x.map(() => y),
  marker: { symbol: "x-thin", size: 7, line: { color, width: 2 } },
  hovertemplate: `layer %{x}: ${hover}<extra></extra>`,
});

function theoryTrace(layers: LayerReport[], theory: MeanField, { powers, y }: Scale): Json {
  const last = log10Of(QUANTITIES[0], layers.at(-1)!);
  const anchor = drawable(last) ? last : 0;
  return {
    type: "scatter",
    mode: "lines",
    name: "mean-field theory",
    x: theory.layers.map(({ layer }) => layer),
    y: theory.layers.map(({ deltaRms, log10DeltaRms }) =>
      powers ? log10DeltaRms + anchor : deltaRms * (drawable(last) ? layers.at(-1)!.deltaRms : y(0)),
    ),
    line: { color: palette.vermillion, dash: "dash" },
  };
}

/** The mean factor per layer going back, over the hidden layers that have a place on the axis; undefined for fewer than two. */
function factorOf(quantity: Quantity, { layers }: Report): number | undefined {
  const hidden = layers.slice(0, -1).filter((layer) => drawable(log10Of(quantity, layer)));
  if (hidden.length < 2) return undefined;
  const [first, last] = [hidden[0], hidden.at(-1)!];
  return 10 ** ((log10Of(quantity, first) - log10Of(quantity, last)) / (last.layer - first.layer));
}

/** The first layer whose weights are not all finite; undefined where there is none. */
const unsoundLayer = ({ layers }: Report): number | undefined =>
  layers.find(({ matrixNorm }) => Number.isNaN(matrixNorm) || matrixNorm === Infinity)?.layer;

function message(quantity: Quantity, report: Report, theory?: MeanField): string {
  const unsound = unsoundLayer(report);
  if (unsound !== undefined)
    return `The weights of layer ${unsound} are not finite numbers:<br>there is no gradient to see`;
  if (report.layers.some(({ activationMean: a }) => Number.isNaN(a) || Math.abs(a) === Infinity)) {
    return "The forward pass is not finite in float32:<br>there is no gradient to see";
  }
  if (
    report.layers.some((layer) => Number.isNaN(layer[quantity.name]) || log10Of(quantity, layer) === Infinity)
  ) {
    return `${quantity.symbol} overflows float32: the net explodes`;
  }
  const factor = factorOf(quantity, report);
  if (factor === undefined) return `${quantity.symbol}: too few layers with a gradient to see a trend`;
  const verb = trend(factor, report.layers.length - 2);
  const notes = [];
  if (theory && quantity.name === "deltaRms") notes.push(`theory: ×${pretty(theory.factorPerLayer)}`);
  const wrong = wrongInFloat32(quantity, report).length;
  if (wrong > 0) notes.push(`float32 alone gets ${wrong} of ${report.layers.length} layers wrong`);
  const below = notes.length > 0 ? `<br>${notes.join("; ")}` : "";
  return `${quantity.symbol} ${verb} going back: ×${pretty(factor)} per layer${below}`;
}

function describeProfile(report: Report, theory?: MeanField): string {
  const [delta] = QUANTITIES;
  const hidden = report.layers.slice(0, -1);
  const unsound = unsoundLayer(report);
  if (unsound !== undefined)
    return `A net with ${hidden.length} hidden layers; the weights of layer ${unsound} are not finite numbers.`;
  const zero = report.layers.filter((layer) => log10Of(delta, layer) === -Infinity).length;
  const overflows = report.layers.some((layer) => log10Of(delta, layer) === Infinity);
  const size = (layer: LayerReport): string => {
    const power = log10Of(delta, layer);
    if (power === -Infinity) return "0";
    if (!Number.isFinite(power)) return overflows ? "beyond float32" : "not finite";
    return Math.abs(power) > LARGEST_POWER ? `10${superscript(Math.round(power))}` : pretty(layer.deltaRms);
  };
  const ends = `rms δ is ${size(report.layers[0])} in layer 1 and ${size(report.layers.at(-1)!)} in the output layer`;
  const names = [...new Set(report.description.activations.map(({ name }) => name))].join(", ");
  const predicted = theory
    ? `; mean-field theory predicts a factor of ${pretty(theory.factorPerLayer)} per layer`
    : "";
  const lost = zero > 0 ? `; in ${counted(zero, "layer")} it is exactly 0` : "";
  const wrong = wrongInFloat32(delta, report).length;
  const float32 = wrong > 0 ? `; float32 alone gets ${wrong} of ${report.layers.length} layers wrong` : "";
  return `Gradient per layer of a net with ${counted(hidden.length, "hidden layer")}${names ? ` (${names})` : ""}: ${ends}${predicted}${lost}${float32}.`;
}
