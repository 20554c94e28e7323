import { requireKnownKeys, requireNumber } from "../errors";
import type { Optimizer } from "./optimizer";
import { requireRate } from "./sgd";

/**
 * Gradient descent with momentum (Polyak 1964): v ← μv + g, w ← w − ηv.
 * @param rate the learning rate η, above 0 up to 1000
 * @param options.momentum μ, from 0 to 1; default 0.9
 */
export function momentum(rate: number, options: { momentum?: number } = {}): Optimizer {
  requireRate("momentum", rate);
  requireKnownKeys("momentum options", options, ["momentum"]);
  const mu = requireNumber("momentum momentum", options.momentum ?? 0.9, { min: 0, max: 1 });
  return {
    name: "momentum",
    parameters: { rate, momentum: mu },
    tex: "v \\leftarrow \\mu v + g, \\quad w \\leftarrow w - \\eta v",
    slots: [0],
    update(ops, gradient, [velocity]) {
      const next = ops.add(ops.scale(velocity, mu), gradient);
      return { change: ops.scale(next, rate), slots: [next] };
    },
  };
}
