import { requireKnownKeys, requireNumber } from "../errors";
import type { Optimizer } from "./optimizer";
import { requireRate } from "./sgd";

/**
 * RMSProp (Tieleman & Hinton 2012): the gradient over the root of its running mean square.
 * @param rate the learning rate η, above 0 up to 1000
 * @param options.decay of the running mean, 0 to 1; default 0.9
 * @param options.epsilon added to the root; 0 up, default 1e-8
 */
export function rmsprop(rate: number, options: { decay?: number; epsilon?: number } = {}): Optimizer {
  requireRate("rmsprop", rate);
  requireKnownKeys("rmsprop options", options, ["decay", "epsilon"]);
  const decay = requireNumber("rmsprop decay", options.decay ?? 0.9, { min: 0, max: 1 });
  const epsilon = requireNumber("rmsprop epsilon", options.epsilon ?? 1e-8, { min: 0, max: 1 });
  return {
    name: "rmsprop",
    parameters: { rate, decay, epsilon },
    tex: "s \\leftarrow \\rho s + (1 - \\rho) g^2, \\quad w \\leftarrow w - \\eta\\, g / (\\sqrt{s} + \\epsilon)",
    // √s
    slots: [0],
    update(ops, gradient, [root]) {
      const next = ops.hypot(ops.scale(root, Math.sqrt(decay)), ops.scale(gradient, Math.sqrt(1 - decay)));
      const change = ops.scale(ops.div(gradient, ops.shift(next, epsilon)), rate);
      return { change, slots: [next] };
    },
  };
}
