import { factorOverSeeds, layersOverSeeds, lossOverSeeds, type OverSeeds } from "../../comparison/over-seeds";
import type { Comparison, ComparisonRow } from "../../comparison/run-comparison";
import { InvalidArgument, requireFields, requireKnownKeys, requireList } from "../../errors";
import { type ProbeName, PROBES, probeNames } from "../../probes";
import { counted } from "../../shown";
import type { Predicted } from "../depth/profile";
import { theoriesOf } from "../depth/theories";
import { legendAtBottom } from "../parts/legend";
import { logBand, type LogBand } from "../parts/log-band";
import { logScale } from "../parts/log-scale";
import { axisChanges, menu } from "../parts/menu";
import type { OneOrSeveral } from "../parts/results";
import { spread } from "../parts/sampled";
import { type Figure, figure, type Json, palette, sizeOf } from "../style/figure";
import { type SeriesStyle, seriesStyles } from "../style/series-style";
import { levelLines, type Levels, lineTraces, type LogLine, theoryLine } from "./lines";

const NAME = "charts.comparison";
const QUANTITIES: readonly ProbeName[] = ["deltaRms", "weightNorm", "updateRatio"];
/** What has no factor going back to speak of: it is told where it ends. */
const FORWARD: ReadonlySet<ProbeName> = new Set(["preactivationVariance", "matrixNorm", "spectralNorm"]);
/** More points than this cannot be seen. */
const MOST_POINTS = 400;

/** What `charts.comparison` takes besides. */
export interface ComparisonChartOptions {
  /** The menu: "loss" over the training, and probes by name; default what there is of loss, "deltaRms", "weightNorm", "updateRatio". */
  quantities?: readonly ("loss" | ProbeName)[];
  /** The mean-field prediction of rows by their names, dashed, δ through the measured output layer; alone where there is one row. */
  theory?: OneOrSeveral<Predicted>;
  /** Levels to compare the first quantity with, by name: a number, or one for each layer. */
  levels?: Levels;
}

/** One entry of the menu. */
interface View {
  label: string;
  title: string;
  bands: LogBand[];
  lines: LogLine[];
  x: string;
}

/**
 * The nets of a comparison side by side: per layer the size of the gradient at initialization, or over the training the loss;
 * a menu switches. Lines are means of the logarithm over seeds, bands a standard deviation of a seed around them; beside a
 * cross-entropy stands that of equally likely classes.
 * @param comparison what `compare` gives
 * @param options what the menu offers, and what is drawn over the measurement
 * @throws InvalidArgument when it has no row, or an option does not fit it
 */
export function comparison(comparison: Comparison, options: ComparisonChartOptions = {}): Figure {
  requireFields(`${NAME} comparison`, comparison, { rows: "list", seeds: "list" }, "compare(…)");
  requireKnownKeys(`${NAME} options`, options, ["quantities", "theory", "levels"]);
  const { rows, seeds } = comparison;
  requireList(`${NAME} rows`, rows, { reports: "list", runs: "list", name: "string" }, "compare(…)", 1);
  if (rows.some(({ reports }) => reports.length === 0))
    throw new InvalidArgument(`${NAME} rows`, "must have a report each", rows.map(({ name }) => name)); // prettier-ignore
  const names = rows.map(({ name }) => name);
  const theories = theoriesOf(NAME, rows.length === 1 ? ["", ...names] : names, options.theory);
  const views = quantitiesOf(rows, options.quantities).map(
    (quantity) =>
    quantity === "loss" ? lossView(rows.filter(({ runs }) => runs.length > 0)) : layerView(quantity, rows, theories), // prettier-ignore
  );
  const layers = Math.max(...rows.map(({ reports }) => reports[0].layers.length));
  views[0].lines.push(...levelLines(NAME, options.levels, layers));
  const drawn = views.map(drawnOf);
  const { data, updatemenus } = menu(drawn);
  const description = `${counted(rows.length, "net")} with ${counted(seeds.length, "seed")} each. ${views.map(({ title }) => title.replaceAll("<br>", " ")).join(". ")}.`; // prettier-ignore
  return figure({ title: views[0].title, description }, data, {
    xaxis: { title: { text: views[0].x } },
    yaxis: drawn[0].axis,
    legend: legendAtBottom,
    updatemenus,
  });
}

/** What the menu offers. */
function quantitiesOf(
  rows: readonly ComparisonRow[],
  wanted?: ComparisonChartOptions["quantities"],
): readonly ("loss" | ProbeName)[] {
  const trained = rows.some(({ runs }) => runs.length > 0);
  if (wanted === undefined) return trained ? ["loss", ...QUANTITIES] : QUANTITIES;
  const drawn = probeNames.filter((name) => PROBES[name].logarithmic);
  const known = [...(trained ? ["loss"] : []), ...drawn];
  const rule = "must be a list of quantities that all rows have and a log axis can draw";
  if (!Array.isArray(wanted) || wanted.length === 0)
    throw new InvalidArgument(`${NAME} quantities`, rule, wanted, known);
  for (const quantity of wanted) {
    const missing = quantity !== "loss" && rows.some(({ reports }) => reports.some(({ layers }) => layers.some((layer) => typeof layer[quantity as "deltaRms"] !== "number"))); // prettier-ignore
    if (!known.includes(quantity) || missing)
      throw new InvalidArgument(`${NAME} quantities`, rule, quantity, known);
  }
  return [...new Set(wanted)];
}

/** A view's traces and axis, on a scale that holds all of them. */
function drawnOf({ label, title, bands, lines, x }: View): {
  label: string;
  title: string;
  changes: Json;
  data: Json[];
  axis: Json;
} {
  const all = [...bands.flatMap(({ mean, low, high }) => [mean, low, high]), ...lines.map(({ log10 }) => log10)]; // prettier-ignore
  const scale = logScale(...all.map((log10) => ({ values: [], log10 })));
  const axis = scale.axis(label);
  const data = [...bands.flatMap((one) => logBand(one, scale)), ...lineTraces(lines, scale)];
  return { label, title, changes: { "xaxis.title.text": x, ...axisChanges(axis) }, data, axis };
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
  const bands = rows.map(({ name, reports }, i) => bandOf(styles[i], name, layersOverSeeds(reports, quantity), true)); // prettier-ignore
  const lines = bands.flatMap((band) => {
    const theory = theories.get(band.name) ?? theories.get("");
    return theory ? theoryLine(quantity, band, theory) : [];
  });
  const { symbol, label } = PROBES[quantity];
  const title = FORWARD.has(quantity)
    ? ends(bands.map(({ name, mean }) => ({ name, log10: mean.at(-2) ?? mean[0] })), `${symbol} of the last hidden layer`, "") // prettier-ignore
    : ends(rows.map(({ name, reports }) => ({ name, log10: factorOverSeeds(reports, quantity).mean })), `${symbol} per layer going back`, "×"); // prettier-ignore
  return { label, title: title ?? `${symbol}: no trend in one layer`, bands, lines, x: "layer (the last is the output)" }; // prettier-ignore
}

function lossView(rows: readonly ComparisonRow[]): View {
  const styles = stylesOf(rows);
  const bands = rows.map(({ name, runs }, i) => {
    const places = spread(Math.min(...runs.map(({ loss }) => loss.length)), MOST_POINTS);
    return bandOf(styles[i], name, lossOverSeeds(runs, places), false);
  });
  const last = bands.map(({ name, mean }) => ({ name, log10: mean.at(-1)! }));
  return { label: "loss of the batch", title: ends(last, "Loss at the end", "") ?? "The loss is not finite", bands, lines: guess(rows, bands[0].x), x: "training step" }; // prettier-ignore
}

/** The cross-entropy of equal probabilities for all classes, which a net has that has learned nothing. */
function guess(rows: readonly ComparisonRow[], x: readonly number[]): LogLine[] {
  const { loss, outputs, output } = rows[0].reports[0].description;
  const classes = output.name === "softmax" ? outputs : output.name === "sigmoid" && outputs === 1 ? 2 : 0;
  if (loss !== "crossEntropy" || classes < 2) return [];
  const log10 = Math.log10(Math.log(classes));
  const name = `equally likely classes: ln ${classes}`;
  return [{ name, color: palette.grey, dash: "dot", group: name, x: [x[0], x.at(-1)!], log10: [log10, log10] }]; // prettier-ignore
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
