import { goingBack } from "../numerics/geometric";
import type { ProbeName } from ".";

/** What a profile reads of one layer's report, of this package's nets and of tfjs models alike; a quantity may be absent. */
export type ProfiledLayer = Partial<Record<ProbeName, number>> & {
  /** Counted from 1. */
  readonly layer: number;
  /** How many the layer has. */
  readonly units?: number;
  /** The layer's name in a model. */
  readonly name?: string;
  /** Base-10 logarithms, which go on where float64 ends. */
  readonly log10?: Partial<Record<ProbeName, number>>;
  /** What float32 alone gets. */
  readonly float32?: Partial<Record<ProbeName, number>>;
};

/** Below this float64 begins to lose digits. */
const SMALL = 10 ** -290;

/** The logarithm of the size of a layer's quantity, also where float64 no longer holds the quantity itself; −Infinity for 0. */
export const log10Of = (layer: ProfiledLayer, quantity: ProbeName): number =>
  log10OfSize(layer[quantity] ?? Number.NaN, layer.log10?.[quantity]);

/** The logarithm of a value's size: its own, or where float64 begins to lose digits the one that is known besides. */
export function log10OfSize(value: number, log10: number | undefined): number {
  const size = Math.abs(value);
  return size > SMALL ? Math.log10(size) : (log10 ?? Math.log10(size));
}

/** The factor of a quantity per layer going back, over the hidden layers; undefined for fewer than two sizes. */
export const hiddenGoingBack = (
  layers: readonly ProfiledLayer[],
  quantity: ProbeName,
): ReturnType<typeof goingBack> => goingBack(layers.slice(0, -1).map((layer) => log10Of(layer, quantity)));

/** What float32 alone shows counts as wrong from this relative difference on. */
const WRONG = 0.01;

/**
 * Whether float32 alone, as frameworks use it, shows another number than the right one, or none; both by their base-10
 * logarithms, which go on where float64 ends.
 */
export const isWrongBy = (shown: number, right: number): boolean =>
  shown !== right && !(Math.abs(shown - right) <= Math.log10(1 + WRONG));

/** The layers of whose quantity float32 alone shows another value, or none. */
export const wrongInFloat32 = (layers: readonly ProfiledLayer[], quantity: ProbeName): ProfiledLayer[] =>
  layers.filter((layer) => {
    const shown = layer.float32?.[quantity];
    return shown !== undefined && isWrongBy(Math.log10(shown), log10Of(layer, quantity));
  });

/** Why a layer has no gradient to see: its weights, or its activations, are not finite numbers; undefined where all are. */
export function brokenPart(
  layers: readonly ProfiledLayer[],
): { part: "weights" | "forward pass"; layer: number } | undefined {
  // prettier-ignore
  const isBroken = (value: number | undefined): boolean => value !== undefined && !Number.isFinite(value);
  const weights = layers.find(({ matrixNorm }) => isBroken(matrixNorm));
  if (weights) return { part: "weights", layer: weights.layer };
  const forward = layers.find(({ activationMean }) => isBroken(activationMean));
  return forward && { part: "forward pass", layer: forward.layer };
}
