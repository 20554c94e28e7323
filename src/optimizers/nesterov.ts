import { requireKnownKeys, requireNumber } from "../errors";
import type { Optimizer } from "./optimizer";
import { requireRate } from "./sgd";

/**
 * Nesterov's momentum in the form of Sutskever et al. 2013 that looks ahead: v ← μv + g, w ← w − η(g + μv).
 * @param rate the learning rate η, above 0 up to 1000
 * @param options.momentum μ, from 0 to 1; default 0.9
 */
export function nesterov(rate: number, options: { momentum?: number } = {}): Optimizer {
  requireRate("nesterov", rate);
  requireKnownKeys("nesterov options", options, ["momentum"]);
  const mu = requireNumber("nesterov momentum", options.momentum ?? 0.9, { min: 0, max: 1 });
  return {
    name: "nesterov",
    parameters: { rate, momentum: mu },
    tex: "v \\leftarrow \\mu v + g, \\quad w \\leftarrow w - \\eta\\,(g + \\mu v)",
    slots: [0],
    update(ops, gradient, [velocity]) {
      const next = ops.add(ops.scale(velocity, mu), gradient);
      return { change: ops.scale(ops.add(gradient, ops.scale(next, mu)), rate), slots: [next] };
    },
  };
}
