import type { Comparison, ComparisonRow } from "../../comparison/run-comparison";
import { InvalidArgument, requireKnownKeys } from "../../errors";
import { type ProbeName, probeNames } from "../../probes";
import { counted } from "../../shown";
import { theoriesOfRows } from "../depth/theories";
import { legendAtBottom } from "../parts/legend";
import { axisChanges, menu } from "../parts/menu";
import type { OneOrSeveral } from "../parts/results";
import { type Figure, figure } from "../style/figure";
import { drawnOf } from "./drawn";
import { requireReports, rowsOf } from "./rows";
import { levelLines, type Levels, type Theory } from "./lines";
import { type Published, publishedInWords, publishedPoints } from "./published";
import { type ComparedName, isRecorded, lossesOf, viewOf } from "./views";

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
  const drawn = views.map((view, i) => ({ ...view, ...drawnOf(view, i === 0 ? points : []) }));
  const { data, updatemenus } = menu(
    drawn.map(({ label, title, data: traces, x, xaxis, yaxis }) => {
      const changes = { "xaxis.title.text": x, "xaxis.dtick": xaxis["dtick"] ?? null, ...axisChanges(yaxis) };
      return { label, title, data: traces, changes };
    }),
  );
  const description = `${counted(rows.length, "net")} with ${counted(seeds.length, "seed")} each. ${views.map(({ title }) => title.replaceAll("<br>", " ")).join(". ")}.${publishedInWords(points, logarithmic)}`; // prettier-ignore
  return figure({ title: views[0].title, description }, data, {
    xaxis: drawn[0].xaxis,
    yaxis: drawn[0].yaxis,
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
