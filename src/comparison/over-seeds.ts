import { layersOf } from "../architecture/layers";
import { type ProbeName, PROBES, type UsualProbeName } from "../probes";
import type { LayerReport, Report } from "../probes/measure";
import { hiddenGoingBack, log10Of } from "../probes/profile";
import type { Run } from "../training/run";
import { edgesOf, type Spread, spreadOf, type Spreads } from "./spread";

/** A number at some places over seeds, of a size its base-10 logarithm; not finite where a seed's is not. */
export interface OverSeeds extends Spreads {
  /** The layers, or the steps. */
  x: number[];
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
export function signalOverSeeds(reports: readonly Report[]): OverSeeds {
  const { x, ...edges } = layersOverSeeds(reports, "preactivationMeanSquare");
  const half = (powers: readonly number[]): number[] => powers.map((power) => power / 2);
  return { x, mean: half(edges.mean), low: half(edges.low), high: half(edges.high) };
}

/** The loss at some of the recorded steps, by their places among these. */
export const lossOverSeeds = (runs: readonly Run[], places: readonly number[]): OverSeeds =>
  overSeeds(places.map((place) => runs[0].steps[place]), runs.map(({ loss }) => places.map((place) => Math.log10(loss[place])))); // prettier-ignore

/** A loss that has grown so many times has diverged, and counts as that. */
const DIVERGED = 10;

/** The base-10 logarithm of each row's loss at its last step; that of a run which diverged, ten times the largest first loss. */
export const lossAtTheEnd = (rows: readonly { readonly runs: readonly Run[] }[]): Spreads =>
  edgesOf(
    rows.map(({ runs }) => {
      const most = Math.log10(DIVERGED * Math.max(...runs.map(({ loss }) => loss[0])));
      // A run that left float32's range ended early, with a loss that is no number.
      const cut = (power: number): number => (power <= most ? power : most);
      return spreadOf(runs.map(({ loss }) => cut(Math.log10(loss[loss.length - 1]))));
    }),
  );

/** The base-10 logarithm of the factor per hidden layer going back; NaN for fewer than two. */
export const factorOverSeeds = (reports: readonly Report[], quantity: ProbeName): Spread =>
  spreadOf(reports.map(({ layers }) => Math.log10(hiddenGoingBack(layers, quantity)?.factor ?? Number.NaN)));

/** @param seeds the logarithms, `seeds[seed][place]` */
function overSeeds(x: number[], seeds: readonly number[][]): OverSeeds {
  return { x, ...edgesOf(x.map((_, i) => spreadOf(seeds.map((one) => one[i])))) };
}
