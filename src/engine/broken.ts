import { magnitude } from "../numerics/magnitude";
import { norm } from "../numerics/norm";
import type { Pass, StepResult } from "./executor";
import { gradientsOf } from "./layer-gradients";

/** The largest number that float32 holds. */
export const FLOAT32_MAX = 2 ** 128 * (1 - 2 ** -24);

/** Whether float32 holds such a number. */
export const isHeld = (value: number): boolean => Math.abs(value) <= FLOAT32_MAX;

/** What is no longer finite in float32 in a pass, and where that began. */
export function whereItBroke({ loss, layers }: Pass): string {
  const signal = layers.find(({ preactivation }) => !(preactivation as Float64Array).every(isHeld));
  if (signal) return `z of layer ${signal.plan.index}`;
  const gradient = layers.findLast(({ norms }) => !isHeld(norms.weightGradient.value));
  if (gradient) return `the gradient of layer ${gradient.plan.index}`;
  return isHeld(loss) ? "an update" : "the loss";
}

/** A step that changed nothing, because something in its pass is no longer finite. */
export const brokenStep = (pass: Pass): StepResult => ({
  loss: pass.loss,
  accuracy: pass.accuracy,
  layers: pass.layers.map(({ plan, norms, weights }) =>
    gradientsOf(plan.index, norms, norm(weights), magnitude(0)),
  ),
  broken: whereItBroke(pass),
});
