import { max, min } from "../../numerics/summary";
import { requireRows } from "../guards";
import { onlyFeature } from "../../data/binary-table";
import type { Dataset } from "../../data/dataset";

/**
 * The shortest (w₀, w₁) with y·(w₀ + w₁x) ≥ 1 for all points (y = ±1); undefined where the classes overlap.
 * Gradient ascent on separable data tends to its direction and grows like ‖ŵ‖·ln t
 * (Soudry et al., J. Mach. Learn. Res. 19 (2018), 70, theorem 3).
 * @param data one feature
 */
export function maximumMargin(data: Dataset): [intercept: number, slope: number] | undefined {
  requireRows("maximumMargin data", data);
  const values = onlyFeature(data);
  const ofClass = (label: number): number[] => Array.from(values).filter((_, i) => data.labels[i] === label);
  const [zeros, ones] = [ofClass(0), ofClass(1)];
  const [[zeroLow, zeroHigh], [oneLow, oneHigh]] = [zeros, ones].map(rangeOf);
  if (zeroHigh < oneLow) return shortest(zeroHigh, oneLow);
  if (oneHigh < zeroLow) return shortest(zeroLow, oneHigh);
  return undefined;
}

/** From the least to the greatest; from ∞ to −∞ for nothing. */
const rangeOf = (values: readonly number[]): [number, number] => [
  min(values) ?? Infinity,
  max(values) ?? -Infinity,
];

/** With w₀ + w₁·zero ≤ −1 and w₀ + w₁·one ≥ 1: one of the two alone decides, or both together. */
function shortest(zero: number, one: number): [number, number] {
  const alone: [number, number][] = [
    [-1 / (1 + zero * zero), -zero / (1 + zero * zero)],
    [1 / (1 + one * one), one / (1 + one * one)],
  ];
  const enough = alone.find(([w0, w1]) => w0 + w1 * zero <= -1 + 1e-12 && w0 + w1 * one >= 1 - 1e-12);
  return enough ?? [(one + zero) / (zero - one), 2 / (one - zero)];
}
