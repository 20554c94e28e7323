import { requireNumber } from "../../errors";

/** The smallest normal float32, 2⁻¹²⁶ ≈ 1.18·10⁻³⁸; below, numbers are subnormal and lose digits, or are flushed to 0. */
export const SMALLEST_NORMAL = 2 ** -126;
/** The smallest float32 above 0, 2⁻¹⁴⁹ ≈ 1.4·10⁻⁴⁵. */
export const SMALLEST_SUBNORMAL = 2 ** -149;
/** The largest finite float32, (2 − 2⁻²³)·2¹²⁷ ≈ 3.4·10³⁸. */
export const LARGEST = (2 - 2 ** -23) * 2 ** 127;

/** How deep a product of equal factors can go in float32. Each is a number of factors, Infinity where there is no limit. */
export interface Float32Depths {
  /** The factor per layer. */
  factor: number;
  /** The largest L for which 1 + factor^L differs from 1: beyond, such an update leaves a weight of 1 where it is. */
  moves: number;
  /** The largest L for which factor^L is a normal number. */
  normal: number;
  /** The largest L for which factor^L is not rounded to 0. */
  nonzero: number;
  /** The largest L for which the square of factor^L, of which norms are made, is a normal number. */
  squareNormal: number;
  /** The largest L for which the square of factor^L is not rounded to 0. */
  squareNonzero: number;
  /** The largest L for which factor^L is finite. */
  finite: number;
}

/**
 * Where a product of equal factors leaves float32.
 *
 * With b = −log₂(factor) bits per layer, factor^L ≥ 2⁻¹²⁶ while L ≤ 126/b, and it rounds to 0 (ties to even) from
 * L ≥ 150/b on. For ¼: normal to 63, not 0 to 74; the squares to 31 and 37.
 * @param factor above 0
 */
export function float32Depths(factor: number): Float32Depths {
  const bits = -Math.log2(requireNumber("float32Depths factor", factor, { above: 0 }));
  return {
    factor,
    moves: lastAbove(24, bits),
    normal: lastFrom(126, bits),
    nonzero: lastAbove(150, bits),
    squareNormal: lastFrom(126, 2 * bits),
    squareNonzero: lastAbove(150, 2 * bits),
    finite: lastAbove(128, -bits),
  };
}

// A quotient a rounding error beside a whole number is that number: log₂ is exact for powers of 2 only.
const SLACK = 1e-9;

/** The largest L with L·bits ≤ limit. */
const lastFrom = (limit: number, bits: number): number =>
  bits > 0 ? Math.floor(limit / bits + SLACK) : Infinity;

/** The largest L with L·bits < limit. */
const lastAbove = (limit: number, bits: number): number =>
  bits > 0 ? Math.ceil(limit / bits - SLACK) - 1 : Infinity;
