import type { Comparison, ComparisonRow } from "../../comparison/run-comparison";
import { factorOverSeeds, layersOverSeeds, lossOverSeeds, type OverSeeds } from "../../comparison/over-seeds";
import { InvalidArgument, requireFields, requireKnownKeys, requireList } from "../../errors";
import { type ProbeName, PROBES } from "../../probes";
import { counted } from "../../shown";
import { logBand, type LogBand } from "../parts/log-band";
import { logScale } from "../parts/log-scale";
import { legendAtBottom, onePerGroup } from "../parts/legend";
import type { Predicted } from "../depth/profile";
import { reference } from "../parts/marks";
import { axisChanges, menu } from "../parts/menu";
import { spread } from "../parts/sampled";
import { type SeriesStyle, seriesStyles } from "../style/series-style";
import { type Figure, figure, type Json, sizeOf } from "../style/figure";
import { deltaOf, type Theories, theoriesOf } from "./theories";

const NAME = "charts.comparison";
const QUANTITIES: readonly ProbeName[] = ["deltaRms", "weightNorm", "updateRatio"];
/** More points than this cannot be seen. */
const MOST_POINTS = 400;

/** One entry of the menu. */
interface View {
  label: string;
  title: string;
  bands: LogBand[];
  lines: LogLine[];
  x: string;
}

/** A line to compare with, by base-10 logarithms. */
interface LogLine {
  name: string;
  x: readonly number[];
  log10: readonly number[];
  style: Json;
}

/**
 * The nets of a comparison side by side: per layer the size of the gradient at initialization, or over the training the loss;
 * a menu switches. Lines are means of the logarithm over seeds, bands a standard deviation of a seed around them. Below a loss of
 * cross-entropy stands that of a net that thinks all classes equally likely.
 * @param comparison what `compare` gives
 * @param options.theory mean-field predictions by the rows' names, dashed, δ through the measured output layer: `{ relu: theory.meanField(net) }`
 * @throws InvalidArgument when it has no row, or theory is for none
 */
export function comparison(comparison: Comparison, options: { theory?: Theories } = {}): Figure {
  requireKnownKeys(`${NAME} options`, options, ["theory"]);
  requireFields(`${NAME} comparison`, comparison, { rows: "list", seeds: "list" }, "compare(…)");
  const { rows, seeds } = comparison;
  requireList(`${NAME} rows`, rows, { reports: "list", runs: "list", name: "string" }, "compare(…)", 1);
  if (rows.some(({ reports }) => reports.length === 0))
    throw new InvalidArgument(`${NAME} rows`, "must have a report each", rows.map(({ name }) => name)); // prettier-ignore
  const theories = theoriesOf(NAME, rows, options.theory);
  const trained = rows.filter(({ runs }) => runs.length > 0);
  const views = [...(trained.length > 0 ? [lossView(trained)] : []), ...QUANTITIES.map((quantity) => layerView(quantity, rows, theories))]; // prettier-ignore
  const drawn = views.map(({ label, title, bands, lines, x }) => {
    const sizes = [...bands.flatMap(({ mean: middle, low, high }) => [middle, low, high]), ...lines.map(({ log10 }) => log10)]; // prettier-ignore
    const scale = logScale(...sizes.map((log10) => ({ values: [], log10 })));
    const axis = scale.axis(label);
    const changes = { "xaxis.title.text": x, ...axisChanges(axis) };
    const compared = lines.map((one) => reference(one.name, one.x, one.log10.map((power) => scale.at(power)), one.style)); // prettier-ignore
    return { label, title, changes, data: onePerGroup([...bands.flatMap((one) => logBand(one, scale)), ...compared]), axis }; // prettier-ignore
  });
  const { data, updatemenus } = menu(drawn);
  const description = `${counted(rows.length, "net")} with ${counted(seeds.length, "seed")} each. ${views.map(({ title }) => title.replaceAll("<br>", " ")).join(". ")}.`; // prettier-ignore
  return figure({ title: views[0].title, description }, data, {
    xaxis: { title: { text: views[0].x } },
    yaxis: drawn[0].axis,
    legend: legendAtBottom,
    updatemenus,
  });
}

const bandOf = (style: SeriesStyle, name: string, over: OverSeeds, markers: boolean): LogBand => ({
  name,
  ...style,
  markers,
  ...over,
});

/** How the rows look. */
const stylesOf = (rows: readonly ComparisonRow[]): SeriesStyle[] =>
  seriesStyles(rows.map(({ name }) => name));

function layerView(
  quantity: ProbeName,
  rows: readonly ComparisonRow[],
  theories: ReadonlyMap<string, Predicted>,
): View {
  const styles = stylesOf(rows);
  const bands = rows.map(({ name, reports }, i) =>
    bandOf(styles[i], name, layersOverSeeds(reports, quantity), true),
  );
  const factors = rows.map(({ name, reports }) => ({ name, log10: factorOverSeeds(reports, quantity).mean }));
  const { symbol, label } = PROBES[quantity];
  const title = ends(factors, `${symbol} per layer going back`, "×") ?? `${symbol}: no trend in one layer`;
  const lines = bands.flatMap(({ name, color, x, mean }) => {
    const predicted = quantity === "deltaRms" ? theories.get(name) : undefined;
    return predicted ? [{ name: "mean-field theory", x, log10: deltaOf(predicted, mean.at(-1)!), style: { color, legendgroup: "theory" } }] : []; // prettier-ignore
  });
  return { label, title, bands, lines, x: "layer (the last is the output)" };
}

function lossView(rows: readonly ComparisonRow[]): View {
  const styles = stylesOf(rows);
  const bands = rows.map(({ name, runs }, i) => {
    const places = spread(Math.min(...runs.map(({ loss }) => loss.length)), MOST_POINTS);
    return bandOf(styles[i], name, lossOverSeeds(runs, places), false);
  });
  const last = bands.map(({ name, mean }) => ({ name, log10: mean.at(-1)! }));
  const title = ends(last, "Loss at the end", "") ?? "The loss is not finite";
  return { label: "loss of the batch", title, bands, lines: guess(rows, bands[0].x), x: "training step" };
}

/** The cross-entropy of equal probabilities for all classes, which a net has that has learned nothing. */
function guess(rows: readonly ComparisonRow[], x: readonly number[]): LogLine[] {
  const [{ loss, outputs, output }] = rows[0].reports.map(({ description }) => description);
  const classes = output.name === "sigmoid" && outputs === 1 ? 2 : output.name === "softmax" ? outputs : 0;
  if (loss !== "crossEntropy" || classes < 2) return [];
  const log10 = Math.log10(Math.log(classes));
  return [{ name: `all classes equally likely: ln ${classes}`, x: [x[0], x.at(-1)!], log10: [log10, log10], style: { dash: "dot" } }]; // prettier-ignore
}

/** The base-10 logarithm of what a net has. */
interface Size {
  name: string;
  log10: number;
}

/** The smallest and the largest of some sizes, in words; undefined where none is finite. */
function ends(all: readonly Size[], what: string, sign: string): string | undefined {
  const sorted = all.filter(({ log10 }) => Number.isFinite(log10)).toSorted((a, b) => a.log10 - b.log10);
  if (sorted.length === 0) return undefined;
  const [least, most] = [sorted[0], sorted.at(-1)!];
  const size = ({ name, log10 }: Size): string => `${sign}${sizeOf(log10)} (${name})`;
  return least === most ? `${what}: ${size(least)}` : `${what}:<br>from ${size(least)}<br>to ${size(most)}`;
}
