import { max, min } from "../../numerics/summary";
import { type Json, logAxis, titled, wholeLabels } from "../style/figure";

/** Numbers whose sizes are drawn. */
export interface Sizes {
  /** The numbers; their signs are not drawn. */
  values: ArrayLike<number>;
  /** Their base-10 logarithms, where these go on beyond float64; −Infinity for 0. */
  log10?: ArrayLike<number>;
}

/** A logarithmic scale for some sizes, with a place for those that are 0. */
export interface LogScale {
  /** Where sizes are drawn: null for 0 and for what is not finite. */
  places(sizes: Sizes): (number | null)[];
  /** Where a size is drawn that is given by its base-10 logarithm. */
  at(log10: number): number;
  /** Where zeros are drawn: below every size, and below the rows of zeros before. */
  floor(row?: number): number;
  /** What the axis is called. */
  label(text: string): string;
  /** The axis. */
  axis(text: string, options?: Json): Json;
}

/** What Plotly's log axis can hold; beyond, the scale has the powers themselves on a linear axis. */
const LARGEST_POWER = 300;

/** The base-10 logarithms of some sizes. */
export const logarithms = ({ values, log10 }: Sizes): number[] =>
  log10 ? Array.from(log10) : Array.from(values, (value) => Math.log10(Math.abs(value)));

/** Over less than a factor of five, only one of 1, 2 and 5 may be there. */
const LEAST_LABELLED = Math.log10(5);

/**
 * Labels that leave each other room: 1, 2 and 5 over one or two powers of ten, then the powers alone; Plotly finds good ones over
 * less and over more.
 */
function fewTicks(least: number, most: number): Json {
  const span = most - least;
  return span < LEAST_LABELLED || span > 6 ? {} : span < 2 ? wholeLabels(least, most) : { dtick: 1 };
}

/** The scale that holds sizes of which base-10 logarithms are known. */
export const scaleOfPowers = (...all: readonly (readonly number[])[]): LogScale =>
  logScale(...all.map((log10) => ({ values: [], log10 })));

/** The scale that holds all of these sizes. */
export function logScale(...all: readonly Sizes[]): LogScale {
  const powers = all.flatMap(logarithms).filter(Number.isFinite);
  const [least = 0, most = 0] = [min(powers), max(powers)];
  const beyond = least < -LARGEST_POWER || most > LARGEST_POWER;
  const at = (log10: number): number => (beyond ? log10 : 10 ** log10);
  const label = (text: string): string => (beyond ? `log₁₀ of ${text}` : text);
  return {
    places: (sizes) =>
      // The numbers themselves where they fit, so that none is rounded on its way through a logarithm.
      logarithms(sizes).map((log10, i) =>
        Number.isFinite(log10) ? (beyond ? log10 : Math.abs(sizes.values[i])) : null,
      ),
    at,
    floor: (row = 0) =>
      at(least - Math.max(1, (beyond ? 0.02 : 0) * (most - least)) - 0.05 * row * (most - least)),
    label,
    axis: (text, options) =>
      beyond ? titled(label(text), options) : logAxis(text, { ...fewTicks(least, most), ...options }),
  };
}
