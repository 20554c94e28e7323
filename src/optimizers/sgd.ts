import { requireNumber } from "../errors";
import type { Optimizer } from "./optimizer";

/**
 * Gradient descent on batches: w ← w − ηg.
 * @param rate the learning rate η, above 0 up to 1000
 * @throws InvalidArgument when the rate is not such a number
 */
export function sgd(rate: number): Optimizer {
  requireRate("sgd", rate);
  return {
    name: "sgd",
    parameters: { rate },
    tex: "w \\leftarrow w - \\eta g",
    slots: [],
    update: (ops, gradient) => ({ change: ops.scale(gradient, rate), slots: [] }),
  };
}

/** Throws unless `rate` can be a learning rate. */
export function requireRate(optimizer: string, rate: unknown): number {
  return requireNumber(`${optimizer} rate`, rate, { above: 0, max: 1000 });
}
