import { requireKnownKeys, requireNumber } from "../errors";
import { adam } from "./adam";
import type { Optimizer } from "./optimizer";

/**
 * Adam with weight decay beside the gradient instead of in it: w ← w − η·(Adam's direction) − ηλw (Loshchilov & Hutter 2019).
 * Biases, learned slopes and normalization's gains do not decay.
 * @param rate the learning rate η, above 0 up to 1000
 * @param options.decay λ, 0 up to 1; default 0.01
 * @param options.beta1 as in `adam`
 * @param options.beta2 as in `adam`
 * @param options.epsilon as in `adam`
 */
export function adamw(
  rate: number,
  options: { decay?: number; beta1?: number; beta2?: number; epsilon?: number } = {},
): Optimizer {
  requireKnownKeys("adamw options", options, ["decay", "beta1", "beta2", "epsilon"]);
  const { decay: given, ...rest } = options;
  const base = adam(rate, rest);
  const decay = requireNumber("adamw decay", given ?? 0.01, { min: 0, max: 1 });
  return {
    ...base,
    name: "adamw",
    parameters: { ...base.parameters, decay },
    tex: "w \\leftarrow w - \\eta\\, \\hat m / (\\sqrt{\\hat s} + \\epsilon) - \\eta \\lambda w",
    decay,
  };
}
