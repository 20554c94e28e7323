import type { Tensor } from "@tensorflow/tfjs";
import type { TensorFlow } from "../backend/backend";
import { type Optimizer, rateOf } from "../optimizers/optimizer";
import type { UpdateOptions } from "./executor";
import type { Magnitude } from "../numerics/magnitude";
import { materialize, type Scaled, scaled, sizeOf, tensorArithmetic } from "./tensor-arithmetic";

/** One parameter on its way into an update. */
interface Updated {
  parameter: Tensor;
  gradient: Scaled;
  /** The rule's running averages of it. */
  slots: readonly Tensor[];
  /** Whether it is a weight matrix, which decays and whose ‖ΔW‖ is told. */
  decays: boolean;
}

/** What the update is made by. */
interface Rule extends UpdateOptions {
  optimizer: Optimizer;
  /** What is done to the gradient first, as by `clipper`. */
  clip: (gradient: Scaled) => Scaled;
  /** Counted from 1. */
  step: number;
}

/**
 * Takes one update, and frees the tensors that it replaces.
 * @returns the parameter and averages after it, and ‖ΔW‖ as it was computed, before the sum is rounded to float32
 */
export function updated(
  tf: TensorFlow,
  { parameter, gradient, slots: old, decays }: Updated,
  { optimizer, clip, step, factor = 1, weightDecay = 0 }: Rule,
): { parameter: Tensor; slots: Tensor[]; change: Magnitude | undefined } {
  const ops = tensorArithmetic(tf, step);
  const beside = decays ? factor * rateOf(optimizer) * (optimizer.decay ?? 0) : 0;
  let size: Magnitude | undefined;
  const [next, ...averages] = tf.tidy(() => {
    const penalty = scaled(tf.mul(parameter, weightDecay));
    const clipped = clip(gradient);
    const given = decays && weightDecay > 0 ? ops.add(clipped, penalty) : clipped;
    const averages = old.map((slot) => scaled(slot));
    const { change, slots } = optimizer.update<Scaled>(ops, given, averages);
    const moved = materialize(tf, ops.scale(change, factor));
    if (decays)
      size = beside > 0 ? sizeOf(scaled(tf.add(moved, tf.mul(parameter, beside)))) : sizeOf(change, factor);
    const kept = beside > 0 ? tf.mul(parameter, 1 - beside) : parameter;
    return [tf.sub(kept, moved), ...slots.map((slot) => materialize(tf, slot))];
  });
  tf.dispose([parameter, ...old]);
  return { parameter: next, slots: averages, change: size };
}
