import { requireKnownKeys, requireNumber, requireNumberList } from "../../errors";
import { type Chain, chain, CHAIN_KEYS } from "./chain";

/** How the gradient of one weight of a chain answers when each of the weights is nudged. */
export interface ChainSensitivity {
  /** The layer l whose gradient ∂C/∂wˡ is watched. */
  layer: number;
  /** ∂C/∂wˡ before any nudge. */
  gradient: number;
  /** By how much each weight is raised, relative to its size. */
  nudge: number;
  /** Relative change of ∂C/∂wˡ for a nudge of w¹, w², … w^L; NaN where the gradient is 0. */
  changes: number[];
}

/**
 * Raises the weights of a chain one at a time and records the relative change of ∂C/∂wˡ.
 * @param options a chain
 * @param options.layer the layer to watch, 1 to L
 * @param options.nudge by how much each weight is raised, relative to its size; default 0.01
 */
export function chainSensitivity(options: Chain & { layer: number; nudge?: number }): ChainSensitivity {
  requireKnownKeys("chainSensitivity options", options, [...CHAIN_KEYS, "layer", "nudge"]);
  const weights = requireNumberList("chainSensitivity weights", options.weights, { least: 1 });
  const { layer, nudge = 0.01, ...rest } = options;
  requireNumber("chainSensitivity layer", layer, { min: 1, max: weights.length, whole: true });
  requireNumber("chainSensitivity nudge", nudge, { above: 0 });
  const gradientWith = (tried: readonly number[]): number =>
    chain({ ...rest, weights: tried }).neurons[layer - 1].gradient;
  const gradient = gradientWith(weights);
  const changes = weights.map((_, k) => {
    const nudged = weights.map((w, i) => (i === k ? w * (1 + nudge) : w));
    return gradientWith(nudged) / gradient - 1;
  });
  return { layer, gradient, nudge, changes };
}
