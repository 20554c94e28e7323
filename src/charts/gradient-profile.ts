import { requireFields, requireKnownKeys } from "../errors";
import type { LayerReport, Report } from "../probes/measure";
import type { MeanField } from "../theory/net-mean-field";
import { type Figure, type Json, figure, layerAxis, logAxis, palette, pretty } from "./figure";

/** What the profile can show; δ first, because ‖∂C/∂W‖ can hide that δ vanishes (Glorot & Bengio 2010). */
const QUANTITIES = [
  { name: "deltaRms", symbol: "δ", label: "rms of δ = ∂C/∂z" },
  { name: "weightNorm", symbol: "‖∂C/∂W‖", label: "‖∂C/∂W‖ (Frobenius)" },
  { name: "updateRatio", symbol: "Update : weight", label: "‖∂C/∂W‖ ÷ ‖W‖ (update : weight at rate 1)" },
] as const;

type Quantity = (typeof QUANTITIES)[number];

/**
 * The size of the gradient in every layer, on a log axis; a menu switches between rms δ, ‖∂C/∂W‖ and update : weight.
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
  const axis = layerAxis(report.layers.length);
  const groups = QUANTITIES.map((quantity) => tracesOf(quantity, report, theory));
  const visible = (shown: number): boolean[] => groups.flatMap((group, i) => group.map(() => i === shown));
  const titles = QUANTITIES.map((quantity) => message(quantity, report, theory));
  const buttons = QUANTITIES.map((quantity, i) => ({
    label: quantity.label,
    method: "update",
    args: [{ visible: visible(i) }, { "title.text": titles[i], "yaxis.title.text": quantity.label }],
  }));
  const show = visible(0);
  const data = groups.flat().map((trace, i) => ({ ...trace, visible: show[i] }));
  return figure({ title: titles[0], description: describeProfile(report, theory) }, data, {
    xaxis: axis,
    yaxis: logAxis(QUANTITIES[0].label),
    updatemenus: [{ buttons, x: 1, xanchor: "right", y: 1.02, yanchor: "bottom", showactive: true }],
    margin: { l: 80, r: 20, t: 110, b: 56 },
  });
}

/** Whether a value has a place on a log axis: 0 has none, nor has what overflowed float32. */
const drawable = (value: number): boolean => value > 0 && Number.isFinite(value);

function tracesOf(quantity: Quantity, { layers }: Report, theory?: MeanField): Json[] {
  const present = layers.filter((layer) => layer[quantity.name] !== 0);
  const positive = layers.filter((layer) => drawable(layer[quantity.name]));
  const measured = {
    type: "scatter",
    mode: "lines+markers",
    name: "measured",
    x: present.map(({ layer }) => layer),
    y: present.map((layer) => (drawable(layer[quantity.name]) ? layer[quantity.name] : null)),
    line: { color: palette.blue },
  };
  const lost = layers.filter((layer) => layer[quantity.name] === 0);
  const traces: Json[] = [measured];
  if (lost.length > 0) traces.push(lostTrace(lost, positive, quantity));
  if (theory && quantity.name === "deltaRms") traces.push(theoryTrace(layers, theory));
  return traces;
}

/** Layers whose gradient is 0: they have no place on a log axis, so they sit as crosses below the smallest other. */
function lostTrace(lost: LayerReport[], positive: LayerReport[], quantity: Quantity): Json {
  const floor = Math.min(1, ...positive.map((layer) => layer[quantity.name])) / 10;
  return {
    type: "scatter",
    mode: "markers",
    name: "0: below float32's range, or dead",
    x: lost.map(({ layer }) => layer),
    y: lost.map(() => floor),
    marker: { symbol: "x-thin", size: 7, line: { color: palette.grey, width: 2 } },
    hovertemplate: "layer %{x}: exactly 0<extra></extra>",
  };
}

function theoryTrace(layers: LayerReport[], theory: MeanField): Json {
  const { deltaRms: last } = layers.at(-1)!;
  const anchor = drawable(last) ? last : 1;
  return {
    type: "scatter",
    mode: "lines",
    name: "mean-field theory",
    x: theory.layers.map(({ layer }) => layer),
    y: theory.layers.map(({ deltaRms }) => deltaRms * anchor),
    line: { color: palette.vermillion, dash: "dash" },
  };
}

/** The mean factor per layer going back, over the hidden layers that have a place on the axis; undefined for fewer than two. */
function factorOf(quantity: Quantity, { layers }: Report): number | undefined {
  const hidden = layers.slice(0, -1).filter((layer) => drawable(layer[quantity.name]));
  if (hidden.length < 2) return undefined;
  const [first, last] = [hidden[0], hidden.at(-1)!];
  return (first[quantity.name] / last[quantity.name]) ** (1 / (last.layer - first.layer));
}

function message(quantity: Quantity, report: Report, theory?: MeanField): string {
  if (report.layers.some((layer) => !Number.isFinite(layer[quantity.name]))) {
    return `${quantity.symbol} overflows float32: the net explodes`;
  }
  const factor = factorOf(quantity, report);
  if (factor === undefined) return `${quantity.symbol}: too few layers with a gradient to see a trend`;
  const verb = factor < 0.98 ? "shrinks" : factor > 1.02 ? "grows" : "keeps its size";
  const predicted =
    theory && quantity.name === "deltaRms" ? `<br>theory: ×${pretty(theory.factorPerLayer)}` : "";
  return `${quantity.symbol} ${verb} going back: ×${pretty(factor)} per layer${predicted}`;
}

function describeProfile(report: Report, theory?: MeanField): string {
  const hidden = report.layers.slice(0, -1);
  const zero = report.layers.filter(({ deltaRms }) => deltaRms === 0).length;
  const size = (value: number): string => (Number.isFinite(value) ? pretty(value) : "beyond float32");
  const ends = `rms δ is ${size(report.layers[0].deltaRms)} in layer 1 and ${size(report.layers.at(-1)!.deltaRms)} in the output layer`;
  const names = [...new Set(report.description.activations.map(({ name }) => name))].join(", ");
  const predicted = theory
    ? `; mean-field theory predicts a factor of ${pretty(theory.factorPerLayer)} per layer`
    : "";
  const lost = zero > 0 ? `; in ${zero} ${zero === 1 ? "layer" : "layers"} it is exactly 0` : "";
  return `Gradient per layer of a net with ${hidden.length} hidden layers${names ? ` (${names})` : ""}: ${ends}${predicted}${lost}.`;
}
