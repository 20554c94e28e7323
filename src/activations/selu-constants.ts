import { normalShare } from "../numerics/error-function";

// E[eᶻ; z < 0] = √e·Φ(−1) and E[e²ᶻ; z < 0] = e²·Φ(−2) for z ~ N(0, 1).
const ONCE = Math.sqrt(Math.E) * normalShare(-1);
const TWICE = Math.E ** 2 * normalShare(-2);

/** SELU's α, which makes E f(z) = 0 for z ~ N(0, 1) (Klambauer et al. 2017, eq. 14). */
export const SELU_ALPHA = 1 / Math.sqrt(2 * Math.PI) / (1 / 2 - ONCE);

/** SELU's λ, which then makes E f(z)² = 1 (Klambauer et al. 2017, eq. 14). */
export const SELU_SCALE = 1 / Math.sqrt(1 / 2 + SELU_ALPHA ** 2 * (TWICE - 2 * ONCE + 1 / 2));
