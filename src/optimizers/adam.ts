import { requireKnownKeys, requireNumber } from "../errors";
import { wholePower } from "../numerics/whole-power";
import type { Optimizer } from "./optimizer";
import { requireRate } from "./sgd";

/**
 * Adam (Kingma & Ba 2015, algorithm 1): momentum over the root mean square, both corrected for their start at 0.
 * @param rate the learning rate η, above 0 up to 1000
 * @param options.beta1 decay of the mean, 0 up to but not 1; default 0.9
 * @param options.beta2 decay of the mean square, 0 up to but not 1; default 0.999
 * @param options.epsilon added to the root; 0 up, default 1e-8
 */
export function adam(
  rate: number,
  options: { beta1?: number; beta2?: number; epsilon?: number } = {},
): Optimizer {
  requireRate("adam", rate);
  requireKnownKeys("adam options", options, ["beta1", "beta2", "epsilon"]);
  const beta1 = requireNumber("adam beta1", options.beta1 ?? 0.9, { min: 0, max: 0.999_999 });
  const beta2 = requireNumber("adam beta2", options.beta2 ?? 0.999, { min: 0, max: 0.999_999 });
  const epsilon = requireNumber("adam epsilon", options.epsilon ?? 1e-8, { min: 0, max: 1 });
  // Functions of their own, because a graph computes each one once for all parameters.
  const rootCorrection = (step: number): number => 1 / Math.sqrt(1 - wholePower(beta2, step));
  const correctedRate = (step: number): number => rate / (1 - wholePower(beta1, step));
  return {
    name: "adam",
    parameters: { rate, beta1, beta2, epsilon },
    tex: "w \\leftarrow w - \\eta\\, \\hat m / (\\sqrt{\\hat s} + \\epsilon)",
    // m and √v
    slots: [0, 0],
    update(ops, gradient, [mean, root]) {
      const m = ops.add(ops.scale(mean, beta1), ops.scale(gradient, 1 - beta1));
      const r = ops.hypot(ops.scale(root, Math.sqrt(beta2)), ops.scale(gradient, Math.sqrt(1 - beta2)));
      const direction = ops.div(m, ops.shift(ops.scaleAtStep(r, rootCorrection), epsilon));
      const change = ops.scaleAtStep(direction, correctedRate);
      return { change, slots: [m, r] };
    },
  };
}
