import { SELU_ALPHA, SELU_SCALE } from "../../activations/selu-constants";
import { requireKnownKeys, requireNumber } from "../../errors";
import { exp, expm1 } from "../../numerics/elementary";
import { erfc, erfcx, normalShare } from "../../numerics/error-function";

/** Mean and variance of activations. */
export interface Moments {
  /** Over units. */
  mean: number;
  /** Over units. */
  variance: number;
}

/** SELU's α and λ, which make mean 0 and variance 1 a fixed point of `seluMap` (Klambauer et al. 2017, eq. 14). */
export const seluConstants = { alpha: SELU_ALPHA, scale: SELU_SCALE } as const;

/**
 * What a wide SELU layer makes of the mean μ and variance ν of the activations below (Klambauer et al. 2017, eqs. 4, 5).
 *
 * z ~ N(μω, ντ), where ω is the sum of a unit's weights and τ that of their squares; then μ′ = E selu(z), ν′ = Var selu(z).
 * At ω = 0, τ = 1 the map draws to (0, 1) whatever starts near it.
 * @param moments μ and ν ≥ 0 of the layer below
 * @param options.weightSum ω; default 0
 * @param options.weightSquareSum τ, 0 up; default 1
 */
export function seluMap(
  moments: Moments,
  options: { weightSum?: number; weightSquareSum?: number } = {},
): Moments {
  requireKnownKeys("seluMap moments", moments, ["mean", "variance"]);
  requireKnownKeys("seluMap options", options, ["weightSum", "weightSquareSum"]);
  const { mean, variance } = moments;
  const { weightSum = 0, weightSquareSum = 1 } = options;
  const m = requireNumber("seluMap mean", mean) * requireNumber("seluMap weightSum", weightSum);
  const v =
    requireNumber("seluMap variance", variance, { min: 0 }) *
    requireNumber("seluMap weightSquareSum", weightSquareSum, { min: 0 });
  if (v === 0) {
    return { mean: SELU_SCALE * (m > 0 ? m : SELU_ALPHA * expm1(m)), variance: 0 };
  }
  const s = Math.sqrt(v);
  const below = normalShare(-m / s);
  const above = normalShare(m / s);
  const density = exp((-m * m) / (2 * v)) / Math.sqrt(2 * Math.PI);
  const once = exponentialBelow(m, v, 1);
  const twice = exponentialBelow(m, v, 2);
  const first = m * above + s * density + SELU_ALPHA * (once - below);
  const second = (m * m + v) * above + m * s * density + SELU_ALPHA ** 2 * (twice - 2 * once + below);
  return { mean: SELU_SCALE * first, variance: SELU_SCALE ** 2 * (second - first ** 2) };
}

/** E[e^kz; z < 0] for z ~ N(m, v): e^(km + k²v/2)·Φ(−(m + kv)/√v), where one may overflow and the other underflow. */
function exponentialBelow(m: number, v: number, k: number): number {
  const x = (m + k * v) / Math.sqrt(2 * v);
  return x > 0 ? (exp((-m * m) / (2 * v)) * erfcx(x)) / 2 : (exp(k * m + (k * k * v) / 2) * erfc(x)) / 2;
}
