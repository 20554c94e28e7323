import { exp } from "./elementary";

/** erf x ÷ x in powers of x², highest first, for |x| < 1. */
const NEAR = [
  5.958930743134941e-11, -1.1373902296430911e-9, 1.4660051998394848e-8, -1.6350354461959655e-7,
  1.6461004480962034e-6, -1.4925595519506043e-5, 0.00012055331122299266, -0.0008548326981129666,
  0.005223977624823223, -0.026866170645077334, 0.11283791670954882, -0.3761263890318375, 1.1283791670955126,
];
/** (x + 4) eˣ² erfc x in powers of (x − 4)/(x + 4), highest first, for x ≥ 0. */
const FAR = [
  -7.652918351368929e-11, 1.2073816594065525e-9, 7.054882560385151e-10, -1.527528889990648e-8,
  -2.762829273945234e-10, 1.225288207064525e-7, -7.440134079315679e-8, -8.436516120561793e-7,
  1.4235437808888834e-6, 4.692383913754639e-6, -1.8860655174390427e-5, -3.6342038149469713e-6,
  0.00017681276781310884, -0.00045505297165692805, -0.0002809588591250074, 0.006112055708386392,
  -0.02637005334070314, 0.07638151490371081, -0.17401093723993213, 0.33085158787831587, -0.5408538313132345,
  0.7732087022652306, -0.976548729080882, 1.095995661000491,
];

/** In a loop, as it is taken many times: `reduce` takes longer. */
function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (let k = 0; k < coefficients.length; k++) sum = sum * x + coefficients[k];
  return sum;
}

/** The error function, 2/√π ∫₀ˣ e⁻ᵗ² dt, to 2 ulp. */
export function erf(x: number): number {
  if (!(Math.abs(x) >= 1)) return x * polynomial(NEAR, x * x);
  return x > 0 ? 1 - erfc(x) : erfc(-x) - 1;
}

/** 1 − erf x, to 7 ulp. */
export const erfc = (x: number): number => (x >= 0.5 ? gaussian(x, 1) * erfcx(x) : 1 - erf(x));

/** eˣ² erfc x for x ≥ 0, also where erfc is 0 in float64, to 4 ulp; in powers as Shepherd & Laframboise (1981) have them. */
export function erfcx(x: number): number {
  const inverse = 1 / (x + 4);
  return polynomial(FAR, 1 - 8 * inverse) * inverse;
}

/** Φ(x), the share of the standard normal distribution below x, to 7 ulp in its lower tail too. */
export function normalShare(x: number): number {
  const tail = (gaussian(x, 0.5) * erfcx(Math.abs(x) * Math.SQRT1_2)) / 2;
  return x < 0 ? tail : 1 - tail;
}

/** e^(−factor·x²), of x² in two parts: what rounding takes from it would be magnified. */
function gaussian(x: number, factor: number): number {
  // Beyond, float64 has no number for it, and float32 soon none for x.
  if (Math.abs(x) > 40) return 0;
  const near = Math.fround(x);
  return exp(-factor * near * near) * exp(factor * (near - x) * (near + x));
}
