import {
  factorOverSeeds,
  lastLookOverSeeds,
  layersOverSeeds,
  lossOverSeeds,
  type OverSeeds,
  validationOverSeeds,
} from "../../comparison/over-seeds";
import type { ComparisonRow } from "../../comparison/run-comparison";
import { asShares } from "../../comparison/shares";
import { type ProbeName, PROBES } from "../../probes";
import { counted } from "../../shown";
import type { LogBand } from "../parts/log-band";
import { spread } from "../parts/sampled";
import { palette, pretty, sizeOf } from "../style/figure";
import { type SeriesStyle, seriesStyles } from "../style/series-style";
import { percent } from "../units/shares";
import { type LogLine, type Theory, theoryLine } from "./lines";

/** What has no factor going back to speak of: it is told where it ends. */
const FORWARD: ReadonlySet<ProbeName> = new Set([
  "preactivationMeanSquare",
  "matrixNorm",
  "spectralNorm",
  "exampleCosine",
  "deadShare",
]);
/** Shares of units or numbers: of the hidden layers, as an output has none that is dead or saturated. */
const SHARES: ReadonlySet<ProbeName> = new Set(["deadShare", "saturatedShare", "sparsity"]);
/** More points than this cannot be seen. */
const MOST_POINTS = 400;

/** What a comparison can be drawn by: the loss over the training or of validation data, or a probe over the layers. */
export type ComparedName = "loss" | "validationLoss" | ProbeName;

/** One entry of the menu: numbers, or on a log axis their base-10 logarithms. */
export interface View {
  label: string;
  title: string;
  bands: LogBand[];
  lines: LogLine[];
  x: string;
  logarithmic: boolean;
  /** Whether it is a share, from 0 to 1. */
  isShare?: boolean;
}

const hasRuns = ({ runs }: ComparisonRow): boolean => runs.length > 0;
const hasLooks = (row: ComparisonRow): boolean => hasRuns(row) && row.validation !== undefined;
/** Whether a probe was among those of the training of every row. */
export const isRecorded = (quantity: ProbeName, rows: readonly ComparisonRow[]): boolean =>
  rows.every((row) => hasRuns(row) && row.runs.every(({ probes }) => probes.layers[0]?.[quantity] !== undefined)); // prettier-ignore

/** The losses that there are. */
export const lossesOf = (rows: readonly ComparisonRow[]): ComparedName[] => [
  ...(rows.some(hasRuns) ? (["loss"] as const) : []),
  ...(rows.some(hasLooks) ? (["validationLoss"] as const) : []),
];

/** What is drawn of a quantity. */
export function viewOf(
  quantity: ComparedName,
  rows: readonly ComparisonRow[],
  theories: ReadonlyMap<string, Theory>,
): View {
  if (quantity === "loss") return lossView(rows.filter(hasRuns));
  if (quantity === "validationLoss") return validationView(rows.filter(hasLooks));
  return layerView(quantity, rows, theories);
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
  theories: ReadonlyMap<string, Theory>,
): View {
  const styles = stylesOf(rows);
  const trained = isRecorded(quantity, rows);
  const isShare = SHARES.has(quantity);
  const bands = rows.map(({ name, reports, runs }, i) => {
    const over = trained ? lastLookOverSeeds(runs, quantity) : layersOverSeeds(reports, quantity);
    return bandOf(styles[i], name, isShare ? sharesOf(over) : over, true);
  });
  const lines = bands.flatMap((band, i) => {
    const units = rows[i].reports[0].layers.map((layer) => layer.units);
    const theory = trained ? undefined : theories.get(band.name);
    return theory ? theoryLine(quantity, band, theory, units) : [];
  });
  const { symbol, label, logarithmic } = PROBES[quantity];
  const when = trained ? `, after ${counted(Math.min(...rows.flatMap(({ runs }) => runs.map(({ probes }) => probes.steps.at(-1)!))), "step")}` : ""; // prettier-ignore
  const isTold = !trained && (logarithmic || FORWARD.has(quantity));
  const title = isTold ? sizeWords(quantity, bands, rows) : meanWords(quantity, bands, when);
  const x = isShare ? "hidden layer" : quantity === "slopeMean" ? "layer" : "layer (the last is the output)";
  return { label: `${label}${when}`, title: title ?? `${symbol}: no trend in one layer`, bands, lines, x, logarithmic, isShare }; // prettier-ignore
}

/** Without the output layer, and with the band kept from 0 to 1. */
function sharesOf({ x, ...edges }: OverSeeds): OverSeeds {
  const { mean, low, high } = asShares(edges);
  const [hidden, ...rest] = [x, mean, low, high].map((all) => all.slice(0, -1));
  return { x: hidden, mean: rest[0], low: rest[1], high: rest[2] };
}

/** A quantity's number in words, of a size its base-10 logarithm. */
const inWords = (quantity: ProbeName): ((value: number) => string) =>
  SHARES.has(quantity)
    ? (share) => percent(share, 2)
    : PROBES[quantity].logarithmic
      ? (log10) => sizeOf(log10)
      : (value) => pretty(value);

/** A size by its factor going back, or by where it ends. */
const sizeWords = (quantity: ProbeName, bands: readonly LogBand[], rows: readonly ComparisonRow[]): string | undefined =>
  FORWARD.has(quantity)
    ? ends(bands.map(({ name, mean }) => ({ name, value: mean.at(SHARES.has(quantity) ? -1 : -2) ?? mean[0] })), `${PROBES[quantity].symbol} of the last hidden layer`, inWords(quantity))
    : ends(rows.map(({ name, reports }) => ({ name, value: factorOverSeeds(reports, quantity).mean })), `${PROBES[quantity].symbol} per layer going back`, (log10) => `×${sizeOf(log10)}`); // prettier-ignore

/** A number by its mean over the layers. */
function meanWords(quantity: ProbeName, bands: readonly LogBand[], when: string): string | undefined {
  const { symbol } = PROBES[quantity];
  const average = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const means = bands.map(({ name, mean }) => ({ name, value: average(mean) }));
  return ends(means, `${symbol}${when},<br>mean of the layers`, inWords(quantity));
}

function lossView(rows: readonly ComparisonRow[]): View {
  const styles = stylesOf(rows);
  const bands = rows.map(({ name, runs }, i) => {
    const places = spread(Math.min(...runs.map(({ loss }) => loss.length)), MOST_POINTS);
    return bandOf(styles[i], name, lossOverSeeds(runs, places), false);
  });
  return overTraining("loss of the batch", "Loss at the end", bands, rows);
}

function validationView(rows: readonly ComparisonRow[]): View {
  const styles = stylesOf(rows);
  const bands = rows.map(({ name, runs }, i) => bandOf(styles[i], name, validationOverSeeds(runs), true));
  return overTraining("loss of the validation data", "Validation loss at the end", bands, rows);
}

function overTraining(label: string, words: string, bands: LogBand[], rows: readonly ComparisonRow[]): View {
  const last = bands.map(({ name, mean }) => ({ name, value: mean.at(-1)! }));
  const title = ends(last, words, (log10) => sizeOf(log10)) ?? "The loss is not finite";
  return { label, title, bands, lines: guess(rows, bands[0].x), x: "training step", logarithmic: true };
}

/** The cross-entropy of equal probabilities for all classes, which a net has that has learned nothing. */
function guess(rows: readonly ComparisonRow[], x: readonly number[]): LogLine[] {
  const { loss, outputs, output } = rows[0].reports[0].description;
  const classes = output.name === "softmax" ? outputs : output.name === "sigmoid" && outputs === 1 ? 2 : 0;
  if (loss !== "crossEntropy" || classes < 2) return [];
  const log10 = Math.log10(Math.log(classes));
  const name = `equally likely classes: ln ${classes}`;
  return [{ name, color: palette.grey, dash: "dot", group: name, x: [x[0], x.at(-1)!], y: [log10, log10] }]; // prettier-ignore
}

/** A number that a net has. */
interface Value {
  name: string;
  value: number;
}

/** The smallest and the largest of some numbers, in words; undefined where none is finite. */
function ends(all: readonly Value[], what: string, words: (value: number) => string): string | undefined {
  const sorted = all.filter(({ value }) => Number.isFinite(value)).toSorted((a, b) => a.value - b.value);
  if (sorted.length === 0) return undefined;
  const [least, most] = [sorted[0], sorted.at(-1)!];
  const said = ({ name, value }: Value): string => `${words(value)} (${name})`;
  return least === most ? `${what}: ${said(least)}` : `${what}:<br>from ${said(least)}<br>to ${said(most)}`;
}
