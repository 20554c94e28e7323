import { log } from "./elementary";

/** Bernoulli's numbers B₂, B₄, … B₁₄. */
const BERNOULLI = [1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6];
/** From here on their series has all digits; below, the recurrence leads here. */
const FAR = 16;

/** ψ(x), the derivative of ln Γ, for x > 0 (Abramowitz & Stegun, 6.3.5 and 6.3.18). */
export const digamma = (x: number): number =>
  x < FAR ? digamma(x + 1) - 1 / x : log(x) - 1 / (2 * x) - series((bernoulli, k) => bernoulli / k / x ** k);

/** ψ′(x), for x > 0 (Abramowitz & Stegun, 6.4.6 and 6.4.12). */
export const trigamma = (x: number): number =>
  x < FAR
    ? trigamma(x + 1) + 1 / (x * x)
    : 1 / x + 1 / (2 * x * x) + series((bernoulli, k) => bernoulli / x ** (k + 1));

/** Σ over k = 2, 4, … */
const series = (term: (bernoulli: number, k: number) => number): number =>
  BERNOULLI.reduceRight((sum, bernoulli, i) => sum + term(bernoulli, 2 * i + 2), 0);
