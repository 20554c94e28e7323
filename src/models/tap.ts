import type { Scalar } from "@tensorflow/tfjs";
import type { NamedGradients, OptimizerLike } from "./layers-model";
import { replace, type Replacement, withReplaced } from "./replaced";

/** A backward pass and its update. */
export interface Step {
  gradients: NamedGradients;
  /** The loss, where the optimizer had it computed. */
  loss?: Scalar;
  /** Makes the update. */
  apply(): void;
}

/** What comes between a backward pass and its update. */
export interface Tap {
  hear(step: Step): void;
  /** What is to be put into other objects while the optimizer computes gradients. */
  watch(): readonly Replacement[];
}

interface Tapped {
  /** The newest first. */
  taps: Tap[];
  /** Takes the wrappers off. */
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
  const { applyGradients, computeGradients } = optimizer;
  let cost: Scalar | undefined;
  const compute: OptimizerLike["computeGradients"] = (f, variables) => {
    const watched = taps.flatMap((tap) => tap.watch());
    const found = withReplaced(watched, () => computeGradients.call(optimizer, f, variables));
    cost = found.value;
    return found;
  };
  const apply = (gradients: NamedGradients): void => {
    const loss = cost?.isDisposed ? undefined : cost;
    cost = undefined;
    const update = (): void => applyGradients.call(optimizer, gradients);
    taps.reduceRight<() => void>((rest, tap) => () => tap.hear({ gradients, loss, apply: rest }), update)();
  };
  const restore = replace([
    [optimizer, "applyGradients", apply],
    [optimizer, "computeGradients", compute],
  ]);
  return { taps, restore };
}
