import { InvalidArgument, requireChoice } from "../../errors";
import { type ProbeName, PROBES, probeNames } from "../../probes";
import { log10Of, type ProfiledLayer } from "../../probes/profile";
import type { Quantity } from "../../probes/probe";
import { RECORDED } from "../../probes/recorded";

/** What the charts over training read of a run, of a net of this package or of a tf.LayersModel. */
export interface RecordedRun {
  /** The loss at every step. */
  readonly loss: ArrayLike<number>;
  /** Every layer's numbers at every step: `gradients[step][layer]`. */
  readonly gradients: readonly (readonly ProfiledLayer[])[];
  /** What probes said, at the steps when they were asked. */
  readonly probes?: readonly RecordedProbes[];
}

/** What probes said at one step. */
interface RecordedProbes {
  /** Steps done before the look. */
  readonly step: number;
  /** Every layer's number of each probe. */
  readonly layers: readonly Partial<Record<ProbeName, number>>[];
}

/** What can be drawn of a run: what it records at every step, or a probe that was among its `probes`. */
export type RecordedName = keyof typeof RECORDED | ProbeName;

/** One quantity over a training. */
export interface Recorded extends Quantity {
  /** The training steps at which it was measured. */
  steps: number[];
  /** How many layers there are. */
  depth: number;
  /** The value of a layer, counted from 0, at one of the measurements. */
  value(layer: number, measurement: number): number;
  /** Its base-10 logarithm; −Infinity for 0. */
  log10(layer: number, measurement: number): number;
  /** What a layer is called. */
  nameOf(layer: number): string;
}

/**
 * One quantity of a run.
 * @throws InvalidArgument when the run has no step, or not this quantity
 */
export function recorded(chart: string, run: RecordedRun, quantity: RecordedName = "weightNorm"): Recorded {
  const choices = [...new Set([...Object.keys(RECORDED), ...probeNames])] as RecordedName[];
  requireChoice(`${chart} quantity`, quantity, choices);
  if (run.gradients.length === 0)
    throw new InvalidArgument(`${chart} run`, "must have a step", run.gradients);
  const everyStep = quantity in RECORDED;
  const looks: { step: number; layers: readonly Partial<ProfiledLayer>[] }[] = everyStep
    ? run.gradients.map((layers, step) => ({ step, layers }))
    : [...(run.probes ?? [])];
  if (looks[0]?.layers[0]?.[quantity] === undefined) {
    const rule = "must be among what the run recorded, or one of the training's probes";
    throw new InvalidArgument(`${chart} quantity`, rule, quantity);
  }
  const depth = looks[0].layers.length;
  const at = (layer: number, i: number): ProfiledLayer => looks[i].layers[layer] as ProfiledLayer;
  const { symbol, label, logarithmic } = everyStep ? RECORDED[quantity as keyof typeof RECORDED] : PROBES[quantity]; // prettier-ignore
  return {
    symbol,
    label,
    logarithmic,
    steps: looks.map(({ step }) => step),
    depth,
    value: (layer, i) => at(layer, i)[quantity] ?? Number.NaN,
    log10: (layer, i) => log10Of(at(layer, i), quantity),
    nameOf: (layer) => run.gradients[0][layer]?.name ?? (layer === depth - 1 ? "output" : `layer ${layer + 1}`), // prettier-ignore
  };
}
