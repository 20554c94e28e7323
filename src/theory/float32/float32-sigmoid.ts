import { InvalidArgument, requireNumber } from "../../errors";
import { exp } from "../../numerics/elementary";

const { fround } = Math;

/** σ(x) = 1/(1 + e⁻ˣ) with every intermediate result rounded to float32, as hardware does. */
export function sigmoid32(x: number): number {
  if (typeof x !== "number" || Number.isNaN(x))
    throw new InvalidArgument("sigmoid32 x", "must be a number", x);
  return fround(1 / fround(1 + fround(exp(-fround(x)))));
}

/** σ′ in float32 in two ways that are equal on paper. */
export interface Float32Slope {
  /** Where σ′ was computed. */
  x: number;
  /** σ(x)σ(−x) in float64: right to 15 digits. */
  exact: number;
  /** s(1 − s) with s = σ(x) in float32: what back-propagation computes from a stored activation. */
  fromActivation: number;
  /** σ(x)·σ(−x) in float32. */
  fromInput: number;
}

/** σ′(x) in float32 by both formulas, beside its exact value. */
export function slope32(x: number): Float32Slope {
  requireNumber("slope32 x", x);
  const s = sigmoid32(x);
  const e = exp(-Math.abs(x));
  return {
    x,
    exact: e / (1 + e) ** 2,
    fromActivation: fround(s * fround(1 - s)),
    fromInput: fround(s * sigmoid32(-x)),
  };
}

/**
 * The smallest x for which σ(x), computed step by step with `digits` binary digits, is exactly 1.
 * 1 + e⁻ˣ rounds to 1 once e⁻ˣ ≤ 2^(−digits): x = digits·ln 2, which is 16.64 for float32 and 36.74 for float64.
 * @param digits binary digits of the significand, 2 to 64; default 24, float32's
 */
export function saturationPoint(digits: number = 24): number {
  return requireNumber("saturationPoint digits", digits, { min: 2, max: 64, whole: true }) * Math.LN2;
}
