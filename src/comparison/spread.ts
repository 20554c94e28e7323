import { deviation, meanOf } from "../numerics/summary";

/** The mean over seeds, and one standard deviation of a seed below and above it. */
export interface Spread {
  /** The mean over seeds. */
  mean: number;
  /** One standard deviation below. */
  low: number;
  /** One standard deviation above. */
  high: number;
}

/** Mean and standard deviation over seeds; not finite where a value is not. */
export function spreadOf(values: readonly number[]): Spread {
  // d3 leaves NaN out, which would make a diverged seed look like one that was never there.
  if (values.length === 0 || !values.every(Number.isFinite)) {
    const sum = values.reduce((a, b) => a + b, values.length > 0 ? 0 : Number.NaN);
    return { mean: sum, low: sum, high: sum };
  }
  const [middle, width] = [meanOf(values)!, deviation(values) ?? 0];
  return { mean: middle, low: middle - width, high: middle + width };
}

/** The geometric mean, and one standard deviation of the logarithm below and above, from the spread of the logarithms. */
export const geometric = ({ mean: middle, low, high }: Spread): Spread => ({
  mean: 10 ** middle,
  low: 10 ** low,
  high: 10 ** high,
});

/** Spreads at some places, each edge as a list. */
export type Spreads = Record<keyof Spread, number[]>;

/** Spreads at some places as three lists. */
export const edgesOf = (spreads: readonly Spread[]): Spreads => ({
  mean: spreads.map(({ mean: middle }) => middle),
  low: spreads.map(({ low }) => low),
  high: spreads.map(({ high }) => high),
});
