import { requireRows } from "./guards";
import { onlyFeature } from "../data/binary-table";
import type { Dataset } from "../data/dataset";

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
  if (Math.max(...zeros) < Math.min(...ones)) return shortest(Math.max(...zeros), Math.min(...ones));
  if (Math.max(...ones) < Math.min(...zeros)) return shortest(Math.min(...zeros), Math.max(...ones));
  return undefined;
}

/** With w₀ + w₁·zero ≤ −1 and w₀ + w₁·one ≥ 1: one of the two alone decides, or both together. */
function shortest(zero: number, one: number): [number, number] {
  const alone: [number, number][] = [
    [-1 / (1 + zero * zero), -zero / (1 + zero * zero)],
    [1 / (1 + one * one), one / (1 + one * one)],
  ];
  const enough = alone.find(([w0, w1]) => w0 + w1 * zero <= -1 + 1e-12 && w0 + w1 * one >= 1 - 1e-12);
  return enough ?? [(one + zero) / (zero - one), 2 / (one - zero)];
}
