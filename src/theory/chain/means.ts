import { requireNumber } from "../../errors";
import { evenThrough } from "../../numerics/even";

/** A length of 1 cut into s and 1 − s. */
export interface CutMeans {
  /** s. */
  share: number;
  /** √(s(1 − s)), the geometric mean of the parts: never above ½, the arithmetic one. */
  geometric: number;
  /** s(1 − s) = ¼ − (s − ½)²: never above ¼, and only there where s = ½. */
  product: number;
}

/** The cuts of a length of 1. */
export interface MeansByShare {
  /** 41 cuts, s evenly from 0 to 1, but for the nearest to the one asked for, which that replaces. */
  cuts: CutMeans[];
  /** The place of the one asked for. */
  place: number;
}

/**
 * The inequality of the means for s and 1 − s, √(s(1 − s)) ≤ ½, which with s = σ(x) bounds σ′ = s(1 − s) by ¼.
 * @param share the cut that is asked for, 0 to 1; default 0.8
 * @throws InvalidArgument when it is out of that range
 */
export function meansByShare(share: number = 0.8): MeansByShare {
  requireNumber("meansByShare share", share, { min: 0, max: 1 });
  const { values, place } = evenThrough(0, 1, 41, share);
  const cuts = values.map((s) => ({ share: s, geometric: Math.sqrt(s * (1 - s)), product: s * (1 - s) }));
  return { cuts, place };
}
