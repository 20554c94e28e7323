/** The size of something that may lie beyond float64's range. */
export interface Magnitude {
  /** The number itself: 0 below 5·10⁻³²⁴, Infinity above 1.8·10³⁰⁸. */
  value: number;
  /** Its base-10 logarithm, which has no such limits; −Infinity for 0. */
  log10: number;
}

/** A magnitude given as mantissa · 2^exponent. */
export const magnitude = (mantissa: number, exponent = 0): Magnitude => ({
  value: timesPower(mantissa, exponent),
  log10: Math.log10(mantissa) + exponent * Math.log10(2),
});

/** x · 2^power, which is right also where 2^power by itself is out of range. */
export function timesPower(x: number, power: number): number {
  let [value, left] = [x, power];
  while (left !== 0 && value !== 0 && Number.isFinite(value)) {
    const step = Math.max(-1000, Math.min(1000, left));
    value *= 2 ** step;
    left -= step;
  }
  return value;
}
