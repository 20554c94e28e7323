import { layersOf } from "../architecture/layers";
import { type ProbeName, PROBES, type UsualProbeName } from "../probes";
import type { LayerReport, Report } from "../probes/measure";
import { hiddenGoingBack, log10Of } from "../probes/profile";
import type { Run } from "../training/run";
import { type Spread, spreadOf } from "./spread";

/** A number at some places over seeds, of a size its base-10 logarithm; not finite where a seed's is not. */
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

/** A quantity in each layer that has it, by its logarithm where its axis is logarithmic. */
export function layersOverSeeds(reports: readonly Report[], quantity: ProbeName): OverSeeds {
  const numbers = layersWith(quantity, reports[0]);
  const plain = (layer: LayerReport): number => layer[quantity as UsualProbeName];
  const of = PROBES[quantity].logarithmic ? (layer: LayerReport) => log10Of(layer, quantity) : plain;
  return overSeeds(numbers, reports.map(({ layers }) => numbers.map((number) => of(layers[number - 1])))); // prettier-ignore
}

/** What a probe of the training said at its last look, likewise. */
export function lastLookOverSeeds(runs: readonly Run[], quantity: ProbeName): OverSeeds {
  const numbers = layersWith(quantity, runs[0]);
  const of = (value: number): number => (PROBES[quantity].logarithmic ? Math.log10(value) : value);
  return overSeeds(numbers, runs.map(({ probes }) => numbers.map((number) => of(probes.layers[number - 1][quantity]!.at(-1)!)))); // prettier-ignore
}

/** The layers that have a quantity, by their numbers: a learned slope only where there is one. */
const layersWith = (quantity: ProbeName, { layers, description }: Pick<Report | Run, "layers" | "description">): number[] =>
  quantity === "slopeMean"
    ? layersOf(description).filter(({ activation }) => activation.learnable).map(({ index }) => index)
    : layers.map(({ layer }) => layer); // prettier-ignore

/** The validation data's loss at each look; the steps are those of the first seed. */
export function validationOverSeeds(runs: readonly Run[]): OverSeeds {
  const looks = Math.min(...runs.map(({ validation }) => validation.steps.length));
  const steps = Array.from(runs[0].validation.steps.subarray(0, looks));
  return overSeeds(steps, runs.map(({ validation }) => steps.map((_, i) => Math.log10(validation.loss[i])))); // prettier-ignore
}

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
