import { InvalidArgument, requireChoice } from "../../errors";
import { type ProbeName, PROBES, probeNames } from "../../probes";
import { log10OfSize } from "../../probes/profile";
import type { Quantity } from "../../probes/probe";
import { RECORDED } from "../../probes/recorded";

/** What the charts over training read of a run, of a net of this package or of a tf.LayersModel. */
export interface RecordedRun {
  /** The recorded steps, counted from 0. */
  readonly steps: ArrayLike<number>;
  /** The loss at each of them. */
  readonly loss: ArrayLike<number>;
  /** Every layer's numbers at each of them: `layers[0].weightNorm[i]` at `steps[i]`. */
  readonly layers: readonly RecordedLayer[];
  /** What probes said, at the steps when they were asked. */
  readonly probes?: RecordedProbes;
}

/** What probes said of a run. */
interface RecordedProbes {
  /** Steps done before each look. */
  readonly steps: ArrayLike<number>;
  /** Every layer's number of each probe at each look. */
  readonly layers: readonly RecordedLayer[];
}

/** Columns of numbers of one layer. */
interface RecordedLayer extends Partial<Record<ProbeName, ArrayLike<number>>> {
  /** The layer's name in a model. */
  readonly name?: string;
  /** Base-10 logarithms, which go on where float64 ends. */
  readonly log10?: Partial<Record<ProbeName, ArrayLike<number>>>;
}

/** What can be drawn of a run: what it records at every step, or a probe that was among its `probes`. */
export type RecordedName = keyof typeof RECORDED | ProbeName;

/** One quantity over a training. */
export interface Recorded extends Quantity {
  /** The training steps at which it was measured. */
  steps: ArrayLike<number>;
  /** The layers that have it, by their numbers from 1. */
  numbers: number[];
  /** The value of one of them, counted from 0, at one of the measurements. */
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
  if (run.steps.length === 0) throw new InvalidArgument(`${chart} run`, "must have a step", run.steps);
  const everyStep = quantity in RECORDED;
  const { steps, layers } = everyStep ? run : (run.probes ?? { steps: [], layers: [] });
  const found = layers.flatMap((layer, i) => (layer[quantity] ? [{ layer, number: i + 1 }] : []));
  if (steps.length === 0 || found.length === 0) {
    const rule = "must be among what the run recorded, or one of the training's probes";
    throw new InvalidArgument(`${chart} quantity`, rule, quantity);
  }
  const value = (i: number, at: number): number => found[i].layer[quantity]![at];
  const { symbol, label, logarithmic } = everyStep ? RECORDED[quantity as keyof typeof RECORDED] : PROBES[quantity]; // prettier-ignore
  const nameOf = (number: number): string =>
    run.layers[number - 1]?.name ?? (number === layers.length ? "output" : `layer ${number}`);
  return {
    symbol,
    label,
    logarithmic,
    steps,
    numbers: found.map(({ number }) => number),
    value,
    log10: (i, at) => log10OfSize(value(i, at), found[i].layer.log10?.[quantity]?.[at]),
    nameOf: (i) => nameOf(found[i].number),
  };
}
