import type { Comparison, ComparisonRow } from "../../comparison/run-comparison";
import { InvalidArgument, requireKnownKeys } from "../../errors";
import { type ProbeName, probeNames } from "../../probes";
import { counted } from "../../shown";
import { theoriesOfRows } from "../depth/theories";
import { legendAtBottom } from "../parts/legend";
import { logBand } from "../parts/log-band";
import { scaleOfPowers } from "../parts/log-scale";
import { axisChanges, menu } from "../parts/menu";
import type { OneOrSeveral } from "../parts/results";
import { type Figure, figure, type Json, titled, wholeTicks } from "../style/figure";
import { shareAxis } from "../units/shares";
import { requireReports, rowsOf } from "./rows";
import { levelLines, type Levels, lineTraces, type Theory } from "./lines";
import {
  type Published,
  publishedInWords,
  type PublishedPoints,
  publishedPoints,
  pointTraces,
} from "./published";
import { type ComparedName, isRecorded, lossesOf, type View, viewOf } from "./views";

const NAME = "charts.comparison";
const QUANTITIES: readonly ProbeName[] = ["deltaRms", "weightNorm", "updateRatio"];

/** What `charts.comparison` takes besides. */
export interface ComparisonChartOptions {
  /**
   * The menu: "loss" and "validationLoss" over the training, and probes by name: those among the training's `probes` as they were at
   * their last look, others at initialization. Default the losses and the training's probes, "deltaRms", "weightNorm", "updateRatio".
   */
  quantities?: readonly ComparedName[];
  /** What `theory.meanField` says of rows by their names, dashed, δ through the measured output layer, or `theory.deadUnits` of their dead shares; alone where there is one row. */
  theory?: OneOrSeveral<Theory>;
  /** Levels to compare the first quantity with, by name: a number, or one for each layer. */
  levels?: Levels;
  /** Numbers of the first quantity that others have published, by the names of rows, from the first layer on. */
  published?: Published;
}

/**
 * The nets of a comparison side by side: per layer the size of the gradient at initialization, or over the training the loss;
 * a menu switches. Lines are means over seeds (on a log axis of the logarithm), bands a standard deviation of a seed around them;
 * beside a cross-entropy stands that of equally likely classes.
 * @param comparison what `compare` gives
 * @param options what the menu offers, and what is drawn over the measurement
 * @throws InvalidArgument when it has no row, or an option does not fit it
 */
export function comparison(comparison: Comparison, options: ComparisonChartOptions = {}): Figure {
  requireKnownKeys(`${NAME} options`, options, ["quantities", "theory", "levels", "published"]);
  const rows = rowsOf(NAME, comparison, { reports: "list", runs: "list", name: "string" });
  const { seeds } = comparison;
  requireReports(NAME, rows);
  const names = rows.map(({ name }) => name);
  const theories = theoriesOfRows<Theory>(NAME, names, options.theory);
  const views = quantitiesOf(rows, options.quantities).map((quantity) => viewOf(quantity, rows, theories));
  const [{ lines, bands, logarithmic }] = views;
  const layers = Math.max(...bands.flatMap(({ x }) => x));
  lines.push(...levelLines(NAME, options.levels, { layers, logarithmic }));
  const points = publishedPoints(NAME, options.published, views[0]);
  const drawn = views.map((view, i) => drawnOf(view, i === 0 ? points : []));
  const { data, updatemenus } = menu(drawn);
  const description = `${counted(rows.length, "net")} with ${counted(seeds.length, "seed")} each. ${views.map(({ title }) => title.replaceAll("<br>", " ")).join(". ")}.${publishedInWords(points, logarithmic)}`; // prettier-ignore
  return figure({ title: views[0].title, description }, data, {
    xaxis: titled(views[0].x, ticksOf(views[0])),
    yaxis: drawn[0].axis,
    legend: legendAtBottom,
    updatemenus,
  });
}

/** What the menu offers. */
function quantitiesOf(
  rows: readonly ComparisonRow[],
  wanted?: ComparisonChartOptions["quantities"],
): readonly ComparedName[] {
  const recorded = probeNames.filter((name) => isRecorded(name, rows));
  if (wanted === undefined) return [...new Set([...lossesOf(rows), ...recorded, ...QUANTITIES])];
  const isMeasured = (name: ProbeName): boolean =>
    rows.every(({ reports }) => reports.every(({ layers }) => layers.every((layer) => typeof layer[name as "deltaRms"] === "number"))); // prettier-ignore
  const known = [...lossesOf(rows), ...probeNames.filter((name) => isMeasured(name) || recorded.includes(name))]; // prettier-ignore
  const rule = "must be a list of quantities that all rows have";
  if (!Array.isArray(wanted) || wanted.length === 0)
    throw new InvalidArgument(`${NAME} quantities`, rule, wanted, known);
  for (const quantity of wanted)
    if (!known.includes(quantity)) throw new InvalidArgument(`${NAME} quantities`, rule, quantity, known);
  return [...new Set(wanted)];
}

/** Whole numbers of layers; training steps are as Plotly has them. */
const ticksOf = ({ x, bands }: Pick<View, "x" | "bands">): Json =>
  x.includes("layer") ? wholeTicks(Math.max(...bands.flatMap((band) => band.x))) : {};

const same = (value: number): number => value;
const SCALES = { linear: { at: same, axis: titled }, share: { at: same, axis: shareAxis } };

/** A view's traces and axis, on a scale that holds all of them. */
function drawnOf(
  { label, title, bands, lines, x, logarithmic, isShare }: View,
  points: readonly PublishedPoints[],
): {
  label: string;
  title: string;
  changes: Json;
  data: Json[];
  axis: Json;
} {
  const all = [...bands.flatMap(({ mean, low, high }) => [mean, low, high]), ...[...lines, ...points].map(({ y }) => y)]; // prettier-ignore
  const scale = logarithmic ? scaleOfPowers(...all) : SCALES[isShare ? "share" : "linear"];
  const axis = scale.axis(label);
  const data = [
    ...bands.flatMap((one) => logBand(one, scale)),
    ...lineTraces(lines, scale),
    ...pointTraces(points, scale),
  ];
  return {
    label,
    title,
    changes: {
      "xaxis.title.text": x,
      "xaxis.dtick": ticksOf({ x, bands })["dtick"] ?? null,
      ...axisChanges(axis),
    },
    data,
    axis,
  };
}
