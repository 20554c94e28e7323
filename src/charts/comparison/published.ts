import { InvalidArgument, requireNumberList, requireObject } from "../../errors";
import type { LogScale } from "../parts/log-scale";
import { dots } from "../parts/marks";
import { type Json, pretty, sizeOf } from "../style/figure";
import type { View } from "./views";

/** Numbers that others have published, by the names of rows, from the first layer on. */
export type Published = Readonly<Record<string, ArrayLike<number>>>;

/** Numbers from elsewhere beside a band, on a log axis as base-10 logarithms. */
export interface PublishedPoints {
  color: string;
  x: readonly number[];
  y: readonly number[];
  /** What they are above the band's mean. */
  above: readonly number[];
}

/**
 * Published numbers, in the colours of the bands that they belong to.
 * @throws InvalidArgument when one has no place on the axis, there are more than layers, or no row has the name
 */
export function publishedPoints(
  chart: string,
  published: Published | undefined,
  { bands, logarithmic }: View,
): PublishedPoints[] {
  if (published === undefined) return [];
  requireObject(`${chart} published`, published);
  const names = bands.map(({ name }) => name);
  return Object.entries(published).map(([name, given]) => {
    const argument = `${chart} published ${name}`;
    const band = bands[names.indexOf(name)];
    if (!band) throw new InvalidArgument(argument, "must have the name of a row", name, names);
    const values = requireNumberList(argument, given, { least: 1, ...(logarithmic && { above: 0 }) });
    if (values.length > band.x.length)
      throw new InvalidArgument(argument, `must have at most ${band.x.length} numbers`, values.length);
    const y = logarithmic ? values.map(Math.log10) : values;
    const above = y.map((value, i) => value - band.mean[i]);
    return { color: band.color, x: band.x.slice(0, values.length), y, above };
  });
}

/** Their traces, with one entry in the legend. */
export const pointTraces = (points: readonly PublishedPoints[], scale: Pick<LogScale, "at">): Json[] =>
  points.map(({ color, x, y }, i) =>
    dots("published", [...x], y.map(scale.at), {
      color,
      symbol: "diamond-open",
      size: 12,
      legendgroup: "published",
      showlegend: i === 0,
    }),
  );

/** How far they are from the means beside them. */
export function publishedInWords(points: readonly PublishedPoints[], logarithmic: boolean): string {
  const all = points.flatMap(({ above }) => above).filter(Number.isFinite);
  if (all.length === 0) return "";
  const [least, most] = [Math.min(...all), Math.max(...all)];
  if (logarithmic) return ` Published numbers are ${sizeOf(least, 2)} to ${sizeOf(most, 2)} times the means.`;
  return ` Published numbers are ${pretty(least, 2)} to ${pretty(most, 2)} above the means.`;
}
