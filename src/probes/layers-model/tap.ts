import type { NamedGradients, OptimizerLike } from "./layers-model";

/** Comes between a backward pass and its update, which `apply` makes. */
export type Tap = (gradients: NamedGradients, apply: () => void) => void;

interface Tapped {
  /** The newest first. */
  taps: Tap[];
  /** Takes the wrapper off. */
  restore: () => void;
}

/** One wrapper per optimizer serves all its taps, so that they come off in any order. */
const tapped = new WeakMap<OptimizerLike, Tapped>();

/**
 * Puts a tap before all others on an optimizer's `applyGradients`.
 * @returns what takes it off; with the last one off, the optimizer is as it was
 */
export function tapGradients(optimizer: OptimizerLike, tap: Tap): () => void {
  const entry = tapped.get(optimizer) ?? wrap(optimizer);
  tapped.set(optimizer, entry);
  entry.taps.unshift(tap);
  return () => {
    const place = entry.taps.indexOf(tap);
    if (place < 0) return;
    entry.taps.splice(place, 1);
    if (entry.taps.length > 0) return;
    entry.restore();
    tapped.delete(optimizer);
  };
}

function wrap(optimizer: OptimizerLike): Tapped {
  const taps: Tap[] = [];
  const own = Object.getOwnPropertyDescriptor(optimizer, "applyGradients");
  const original = optimizer.applyGradients;
  const wrapper = (gradients: NamedGradients): void => {
    const update = (): void => original.call(optimizer, gradients);
    taps.reduceRight<() => void>((apply, tap) => () => tap(gradients, apply), update)();
  };
  optimizer.applyGradients = wrapper;
  const restore = (): void => {
    // Somebody else's wrapper around ours stays; ours then only passes on.
    if (optimizer.applyGradients !== wrapper) return;
    if (own) Object.defineProperty(optimizer, "applyGradients", own);
    else delete (optimizer as Partial<OptimizerLike>).applyGradients;
  };
  return { taps, restore };
}
