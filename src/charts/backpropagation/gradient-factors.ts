import { requireList } from "../../errors";
import { goingBack } from "../../numerics/geometric";
import { counted } from "../../shown";
import type { GradientFactors, LayerFactors } from "../../theory/backpropagation/gradient-factors";
import { legendAtBottom, onePerGroup } from "../parts/legend";
import { type LogScale, logScale, type Sizes } from "../parts/log-scale";
import { logSeries } from "../parts/log-series";
import { reference } from "../parts/marks";
import { axisChanges, menu } from "../parts/menu";
import { type Named, type OneOrSeveral, resultsOf } from "../parts/results";
import { type Figure, figure, type Json, layerAxis, palette, pretty, wrapped } from "../style/figure";

const NAME = "charts.gradientFactors";

/** What is drawn of every layer. */
const SERIES = [
  { part: "delta", name: "‖δˡ‖", color: palette.blue, symbol: "triangle-left" },
  { part: "input", name: "‖aˡ⁻¹‖", color: palette.green, symbol: "triangle-right" },
  { part: "gradient", name: "‖∂C/∂Wˡ‖", color: palette.vermillion, symbol: "circle" },
] as const;

/** The colours of theory's lines: of δ, of the input, and grey as their measured product. */
const COLORS = [SERIES[0].color, SERIES[1].color, palette.grey];

/**
 * ‖∂C/∂W‖ of every layer beside the two norms that it is made of, ‖δ‖ and that of the layer's input, whose product it cannot
 * exceed, on a log axis; mean-field theory dashed. Of several nets a menu shows one at a time.
 * @param factors what `theory.gradientFactors(report)` gives; several by their names: `{ relu: f1, tanh: f2 }`
 */
export function gradientFactors(factors: OneOrSeveral<GradientFactors>): Figure {
  const shape = { fields: { layers: "list", predicted: "list" }, from: "theory.gradientFactors(report)" } as const; // prettier-ignore
  const found = resultsOf(`${NAME} factors`, factors, "layers", shape);
  const fields = { layer: "number", delta: "number", input: "number", product: "number" } as const;
  for (const { result } of found) {
    requireList(`${NAME} layers`, result.layers, { ...fields, gradient: "number" }, shape.from, 1);
    requireList(`${NAME} predicted`, result.predicted, fields, shape.from);
  }
  const views = found.map(viewOf);
  const { data, updatemenus } = menu(views);
  const most = Math.max(...found.map(({ result }) => result.layers.length));
  const said = views.map(({ title }) => title.replaceAll("<br>", " ")).join(". ");
  return figure({ title: views[0].title, description: `${counted(most, "layer")}. ${said}.` }, data, {
    height: 460,
    xaxis: layerAxis(most),
    yaxis: views[0].axis,
    legend: legendAtBottom,
    updatemenus,
  });
}

/** One net: its title, its traces, and its axis. */
function viewOf({ name, result: { layers, predicted } }: Named<GradientFactors>): {
  label: string;
  title: string;
  data: Json[];
  axis: Json;
  changes: Json;
} {
  const all = [...SERIES.map(({ part }) => sizes(layers.map((layer) => layer[part]))), sizes(layers.map(({ product }) => product))]; // prettier-ignore
  const expected = (["delta", "input", "product"] as const).map((part) => sizes(predicted.map((layer) => layer[part]))); // prettier-ignore
  const scale = logScale(...all, ...expected);
  const axis = scale.axis("norm");
  const data = [
    ...bound(layers, scale),
    ...SERIES.flatMap(
      ({ name: series, color, symbol }, i) =>
      logSeries({ name: series, x: layers.map(({ layer }) => layer), scale, ...all[i], style: { mode: "markers", marker: { color, symbol, size: 8 } } }), // prettier-ignore
    ),
    ...expected.flatMap(
      (line, i) =>
      predicted.length === 0 ? [] : [reference("mean-field theory", predicted.map(({ layer }) => layer), scale.places(line), { color: COLORS[i], legendgroup: "theory" })], // prettier-ignore
    ),
  ];
  return {
    label: name,
    title: message(name, layers),
    data: onePerGroup(data),
    axis,
    changes: axisChanges(axis),
  };
}

/** What the gradient cannot exceed. */
const bound = (layers: readonly LayerFactors[], scale: LogScale): Json[] => [
  reference("‖δˡ‖·‖aˡ⁻¹‖, upper bound", layers.map(({ layer }) => layer), scale.places(sizes(layers.map(({ product }) => product))), { dash: "dot" }), // prettier-ignore
];

const sizes = (log10: readonly number[]): Sizes => ({ values: log10.map((power) => 10 ** power), log10 });

/** The factors per layer going back, from the last hidden layer to the second, whose input is a hidden layer's as well. */
function message(name: string, layers: readonly LayerFactors[]): string {
  const hidden = layers.slice(1, -1);
  const parts = (["delta", "input", "product", "gradient"] as const).flatMap((part) => {
    const back = goingBack(hidden.map((layer) => layer[part]));
    return back ? [`${WORDS[part]} ×${pretty(back.factor)}`] : [];
  });
  const what = name ? `${name}, going back per layer` : "Going back per layer";
  if (parts.length < 4) return `${what}: too few<br>layers with a gradient to see a trend`;
  return `${what}:<br>${wrapped(parts)}`;
}

const WORDS = { delta: "‖δ‖", input: "‖a‖", product: "product", gradient: "‖∂C/∂W‖" } as const;
