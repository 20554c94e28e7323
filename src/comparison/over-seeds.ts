import type { ProbeName } from "../probes";
import type { Report } from "../probes/measure";
import { hiddenGoingBack, log10Of } from "../probes/profile";
import type { Run } from "../training/run";
import { type Spread, spreadOf } from "./spread";

/** Base-10 logarithms of a size at some places, over seeds; not finite where a seed's is not. */
export interface OverSeeds {
  /** The layers, or the steps. */
  x: number[];
  /** The mean over seeds at each. */
  mean: number[];
  /** One standard deviation of a seed below. */
  low: number[];
  /** One standard deviation of a seed above. */
  high: number[];
}

/** The size of a quantity in each layer. */
export const layersOverSeeds = (reports: readonly Report[], quantity: ProbeName): OverSeeds =>
  overSeeds(reports[0].layers.map(({ layer }) => layer), reports.map(({ layers }) => layers.map((layer) => log10Of(layer, quantity)))); // prettier-ignore

/** The rms of z in each layer, the root of q. */
export const signalOverSeeds = (reports: readonly Report[]): OverSeeds =>
  overSeeds(reports[0].layers.map(({ layer }) => layer), reports.map(({ layers }) => layers.map((layer) => log10Of(layer, "preactivationVariance") / 2))); // prettier-ignore

/** The base-10 logarithm of the factor of rms z per hidden layer going forward; NaN for fewer than two. */
export const signalFactorOverSeeds = (reports: readonly Report[]): Spread =>
  spreadOf(reports.map(({ layers }) => -Math.log10(hiddenGoingBack(layers, "preactivationVariance")?.factor ?? Number.NaN) / 2)); // prettier-ignore

/** The loss at some of the recorded steps, by their places among these. */
export const lossOverSeeds = (runs: readonly Run[], places: readonly number[]): OverSeeds =>
  overSeeds(places.map((place) => runs[0].steps[place]), runs.map(({ loss }) => places.map((place) => Math.log10(loss[place])))); // prettier-ignore

/** The base-10 logarithm of the factor per hidden layer going back; NaN for fewer than two. */
export const factorOverSeeds = (reports: readonly Report[], quantity: ProbeName): Spread =>
  spreadOf(reports.map(({ layers }) => Math.log10(hiddenGoingBack(layers, quantity)?.factor ?? Number.NaN)));

/** @param seeds the logarithms, `seeds[seed][place]` */
function overSeeds(x: number[], seeds: readonly number[][]): OverSeeds {
  const spreads = x.map((_, i) => spreadOf(seeds.map((one) => one[i])));
  const all = (edge: keyof Spread): number[] => spreads.map((spread) => spread[edge]);
  return { x, mean: all("mean"), low: all("low"), high: all("high") };
}
