import { requireKnownKeys, requireNumber } from "../errors";
import type { Optimizer } from "./optimizer";
import { requireRate } from "./sgd";

/**
 * Adagrad (Duchi, Hazan & Singer 2011): each weight's rate shrinks with the sum of its squared gradients.
 * @param rate the learning rate η, above 0 up to 1000
 * @param options.epsilon added to the root; 0 up, default 1e-10
 * @param options.accumulator what the sum starts from; 0 up, default 0 (tfjs's own starts at 0.1)
 */
export function adagrad(rate: number, options: { epsilon?: number; accumulator?: number } = {}): Optimizer {
  requireRate("adagrad", rate);
  requireKnownKeys("adagrad options", options, ["epsilon", "accumulator"]);
  const epsilon = requireNumber("adagrad epsilon", options.epsilon ?? 1e-10, { min: 0, max: 1 });
  const accumulator = requireNumber("adagrad accumulator", options.accumulator ?? 0, { min: 0 });
  return {
    name: "adagrad",
    parameters: { rate, epsilon, accumulator },
    tex: "s \\leftarrow s + g^2, \\quad w \\leftarrow w - \\eta\\, g / (\\sqrt{s} + \\epsilon)",
    // √s
    slots: [Math.sqrt(accumulator)],
    update(ops, gradient, [root]) {
      const next = ops.hypot(root, gradient);
      const change = ops.scale(ops.div(gradient, ops.shift(next, epsilon)), rate);
      return { change, slots: [next] };
    },
  };
}
