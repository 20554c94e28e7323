import type { Comparison, ComparisonRow } from "../../comparison/run-comparison";
import { factorOverSeeds, layersOverSeeds, lossOverSeeds, type OverSeeds } from "../../comparison/over-seeds";
import { InvalidArgument, requireFields, requireList } from "../../errors";
import { type ProbeName, PROBES } from "../../probes";
import { counted } from "../../shown";
import { logBand, type LogBand } from "../parts/log-band";
import { logScale } from "../parts/log-scale";
import { legendAtBottom } from "../parts/legend";
import { axisChanges, menu } from "../parts/menu";
import { spread } from "../parts/sampled";
import { type SeriesStyle, seriesStyles } from "../style/series-style";
import { type Figure, figure, sizeOf } from "../style/figure";

const NAME = "charts.comparison";
const QUANTITIES: readonly ProbeName[] = ["deltaRms", "weightNorm", "updateRatio"];
/** More points than this cannot be seen. */
const MOST_POINTS = 400;

/** One entry of the menu. */
interface View {
  label: string;
  title: string;
  bands: LogBand[];
  x: string;
}

/**
 * The nets of a comparison side by side: per layer the size of the gradient at initialization, or over the training the loss;
 * a menu switches. Lines are means of the logarithm over seeds, bands a standard deviation of a seed around them.
 * @param comparison what `compare` gives
 * @throws InvalidArgument when it has no row
 */
export function comparison(comparison: Comparison): Figure {
  requireFields(`${NAME} comparison`, comparison, { rows: "list", seeds: "list" }, "compare(…)");
  const { rows, seeds } = comparison;
  requireList(`${NAME} rows`, rows, { reports: "list", runs: "list", name: "string" }, "compare(…)", 1);
  if (rows.some(({ reports }) => reports.length === 0))
    throw new InvalidArgument(`${NAME} rows`, "must have a report each", rows.map(({ name }) => name)); // prettier-ignore
  const trained = rows.filter(({ runs }) => runs.length > 0);
  const views = [...(trained.length > 0 ? [lossView(trained)] : []), ...QUANTITIES.map((quantity) => layerView(quantity, rows))]; // prettier-ignore
  const drawn = views.map(({ label, title, bands, x }) => {
    const scale = logScale(...bands.flatMap(({ mean: middle, low, high }) => [middle, low, high].map((log10) => ({ values: [], log10 })))); // prettier-ignore
    const axis = scale.axis(label);
    const changes = { "xaxis.title.text": x, ...axisChanges(axis) };
    return { label, title, changes, data: bands.flatMap((one) => logBand(one, scale)), axis };
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

function layerView(quantity: ProbeName, rows: readonly ComparisonRow[]): View {
  const styles = stylesOf(rows);
  const bands = rows.map(({ name, reports }, i) =>
    bandOf(styles[i], name, layersOverSeeds(reports, quantity), true),
  );
  const factors = rows.map(({ name, reports }) => ({ name, log10: factorOverSeeds(reports, quantity).mean }));
  const { symbol, label } = PROBES[quantity];
  const title = ends(factors, `${symbol} per layer going back`, "×") ?? `${symbol}: no trend in one layer`;
  return { label, title, bands, x: "layer (the last is the output)" };
}

function lossView(rows: readonly ComparisonRow[]): View {
  const styles = stylesOf(rows);
  const bands = rows.map(({ name, runs }, i) => {
    const places = spread(Math.min(...runs.map(({ loss }) => loss.length)), MOST_POINTS);
    return bandOf(styles[i], name, lossOverSeeds(runs, places), false);
  });
  const last = bands.map(({ name, mean }) => ({ name, log10: mean.at(-1)! }));
  return { label: "loss of the batch", title: ends(last, "Loss at the end", "") ?? "The loss is not finite", bands, x: "training step" }; // prettier-ignore
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
