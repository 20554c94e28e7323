import erfc from "@stdlib/math-base-special-erfc";

// E[eᶻ; z < 0] = √e·Φ(−1) and E[e²ᶻ; z < 0] = e²·Φ(−2) for z ~ N(0, 1), with Φ(−x) = erfc(x/√2)/2.
const ONCE = (Math.sqrt(Math.E) * erfc(Math.SQRT1_2)) / 2;
const TWICE = (Math.E ** 2 * erfc(Math.SQRT2)) / 2;

/** SELU's α, which makes E f(z) = 0 for z ~ N(0, 1) (Klambauer et al. 2017, eq. 14). */
export const SELU_ALPHA = 1 / Math.sqrt(2 * Math.PI) / (1 / 2 - ONCE);

/** SELU's λ, which then makes E f(z)² = 1 (Klambauer et al. 2017, eq. 14). */
export const SELU_SCALE = 1 / Math.sqrt(1 / 2 + SELU_ALPHA ** 2 * (TWICE - 2 * ONCE + 1 / 2));
