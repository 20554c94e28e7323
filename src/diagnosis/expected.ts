import { describe, type NetDescription, type NetOptions } from "../architecture/description";
import { meanField } from "../theory/mean-field/net-mean-field";

/**
 * |ln| of the rms ratio of two layers' δ beyond which it has vanished or exploded: e⁶ in E δ², six of the depth scales
 * 1/|ln χ₁| over which gradients change by e (Schoenholz et al. 2017, §4 and figure 5: nets train up to about there).
 */
export const LIMIT = 3;
/** Where that comes from, as a finding says it. */
export const LIMIT_SOURCE =
  "e⁶ in E δ², six depth scales 1/|ln χ₁|: Schoenholz et al. 2017, eq. 9 and figure 5";

/** What mean-field theory expects of a net at initialization. */
export interface Expected {
  /** ln (rms δ of the first ÷ of the last hidden layer). */
  logRatio: number;
  /** The same per layer, as a factor. */
  factor: number;
}

/** What theory expects of a net, or of what some changes make of it; undefined where it has no numbers for it. */
export function expected(
  description: NetDescription,
  changes: Partial<NetOptions> = {},
): Expected | undefined {
  const { widths, activations, ...rest } = description;
  const net = describe({ ...rest, depth: widths.length, width: widths, activation: activations, ...changes });
  const { layers } = meanField(net);
  const [first, last] = [layers[0], layers.at(-2)!];
  const logRatio = Math.LN10 * (first.log10DeltaRms - last.log10DeltaRms);
  if (!Number.isFinite(logRatio)) return undefined;
  return { logRatio, factor: Math.exp(logRatio / Math.max(1, last.layer - first.layer)) };
}
