import type { Look } from "./executor";

/** The largest number that float32 holds. */
export const FLOAT32_MAX = 2 ** 128 * (1 - 2 ** -24);

/** What is no longer finite in float32 in a pass, and where that began. */
export function whereItBroke({ loss, layers }: Look): string {
  const signal = layers.find(({ preactivation }) => !preactivation.every(Number.isFinite));
  if (signal) return `z of layer ${signal.plan.index}`;
  const gradient = layers.findLast(({ norms }) => !(norms.weightGradient.value <= FLOAT32_MAX));
  if (gradient) return `the gradient of layer ${gradient.plan.index}`;
  return Number.isFinite(loss) ? "an update" : "the loss";
}
