import type { Optimizer } from "./optimizer";
import { requireRate } from "./sgd";

/**
 * Steps of the same length in every layer, however small its gradient: w ← w − η·g/‖g‖, each weight matrix and each
 * bias on its own. It removes the vanishing of the step, not of the information in the gradient.
 * @param rate the length η of a step, above 0 up to 1000
 */
export function normalizedSgd(rate: number): Optimizer {
  requireRate("normalizedSgd", rate);
  return {
    name: "normalizedSgd",
    parameters: { rate },
    tex: "w \\leftarrow w - \\eta\\, g / \\lVert g \\rVert",
    slots: [],
    update: (ops, gradient) => ({
      change: ops.scale(ops.div(gradient, ops.norm(gradient)), rate),
      slots: [],
    }),
  };
}
