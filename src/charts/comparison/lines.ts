import { InvalidArgument, isList, requireNumber, requireNumberList, requireObject } from "../../errors";
import { type ProbeName, PROBES } from "../../probes";
import { counted } from "../../shown";
import type { PredictedLayer } from "../depth/profile";
import type { LogBand } from "../parts/log-band";
import type { LogScale } from "../parts/log-scale";
import { reference } from "../parts/marks";
import { type Json, palette } from "../style/figure";

/** What theory says of a layer. */
interface TheoryLayer extends Partial<PredictedLayer> {
  /** The share of units that are off for every example. */
  readonly deadShare?: number;
}

/** What theory says of the layers, by the names of probes: of all by `theory.meanField`, of dead units by `theory.deadUnits`. */
export interface Theory {
  /** From the first hidden layer on. */
  readonly layers: readonly TheoryLayer[];
}

/** A line that is no measurement: numbers, or on a log axis their base-10 logarithms. */
export interface LogLine {
  name: string;
  color: string;
  dash: string;
  /** Lines with the same have one entry in the legend. */
  group: string;
  x: readonly number[];
  y: readonly number[];
}

/** Levels to compare with, by name: a number, or one for each layer. */
export type Levels = Readonly<Record<string, number | ArrayLike<number>>>;

/** What goes with δ: its rms; and √units times that, which the norm of the biases' gradient is where all examples have one δ. */
const OF_DELTA: Partial<Record<ProbeName, { name: string; isNorm: boolean }>> = {
  deltaRms: { name: "mean-field theory", isNorm: false },
  deltaNorm: { name: "mean-field theory", isNorm: true },
  biasNorm: { name: "theory, were all examples alike", isNorm: true },
};

/**
 * The prediction of what a band shows; δ is relative, so that it goes through the measured output layer.
 * @param units of each layer
 */
export function theoryLine(
  quantity: ProbeName,
  { color, mean }: LogBand,
  { layers }: Theory,
  units: readonly number[],
): LogLine[] {
  const last = mean.at(-1)!;
  const { name, isNorm } = OF_DELTA[quantity] ?? { name: "mean-field theory" };
  const y = layers.map((layer, i) => {
    const size = isNorm ? Math.log10(units[i] / units.at(-1)!) / 2 : 0;
    if (isNorm !== undefined)
      return (layer.log10DeltaRms ?? Number.NaN) + size + (Number.isFinite(last) ? last : 0);
    const value = layer[quantity as keyof TheoryLayer] ?? Number.NaN;
    return PROBES[quantity].logarithmic ? Math.log10(value) : value;
  });
  if (!y.some(Number.isFinite)) return [];
  return [{ name, color, dash: "dash", group: "theory", x: layersTo(layers.length), y }]; // prettier-ignore
}

/**
 * Levels as lines over so many layers.
 * @throws InvalidArgument when one is not above 0 on a log axis, or has another number of layers
 */
export function levelLines(
  chart: string,
  levels: Levels | undefined,
  { layers, logarithmic }: { layers: number; logarithmic: boolean },
): LogLine[] {
  if (levels === undefined) return [];
  requireObject(`${chart} levels`, levels);
  return Object.entries(levels).map(([name, given], i) => {
    const argument = `${chart} levels ${name}`;
    const x = layersTo(layers);
    const range = logarithmic ? { above: 0 } : {};
    const values = isList(given)
      ? requireNumberList(argument, given, range)
      : x.map(() => requireNumber(argument, given, range));
    if (values.length !== layers)
      throw new InvalidArgument(argument, `must be a number, or ${counted(layers, "number")}`, values.length);
    const y = logarithmic ? values.map(Math.log10) : values;
    return { name, color: palette.grey, dash: i % 2 === 0 ? "dot" : "dashdot", group: name, x, y }; // prettier-ignore
  });
}

const layersTo = (last: number): number[] => Array.from({ length: last }, (_, i) => i + 1);

/** The lines' traces; what is not finite leaves a gap. */
export const lineTraces = (lines: readonly LogLine[], scale: Pick<LogScale, "at">): Json[] =>
  lines.map(({ name, color, dash, group, x, y }, i) => {
    const places = y.map((value) => (Number.isFinite(value) ? scale.at(value) : null));
    const showlegend = lines.findIndex((other) => other.group === group) === i;
    return reference(name, [...x], places, { color, dash, legendgroup: group, showlegend });
  });
