import type { Look } from "./executor";

/** What is no longer finite in a pass, and where that began. */
export function whereItBroke({ loss, layers }: Look): string {
  const signal = layers.find(({ preactivation }) => !preactivation.every(Number.isFinite));
  if (signal) return `z of layer ${signal.plan.index}`;
  const gradient = layers.findLast(({ norms }) => !Number.isFinite(norms.weightGradient.value));
  if (gradient) return `the gradient of layer ${gradient.plan.index}`;
  return Number.isFinite(loss) ? "an update" : "the loss";
}
