// Exponentials, logarithms and circular functions of + − × ÷ alone: JavaScript leaves their last digits to each engine, which chaos,
// or a difference of numbers that are nearly the same, makes visible.

/** 2ᵏ for k from −1074 to 1023. */
const POWERS = new Float64Array(2098);
POWERS[1074] = 1;
for (let k = 1; k <= 1074; k++) {
  POWERS[1074 - k] = POWERS[1075 - k] / 2;
  if (k < 1024) POWERS[1074 + k] = 2 * POWERS[1073 + k];
}

/** a·2ⁿ in two steps, so that what is denormal, or as large as a number can be, comes out. */
const scaled = (a: number, n: number): number => a * POWERS[1074 + (n >> 1)] * POWERS[1074 + n - (n >> 1)];

/** ln 2 and π/2 in parts, of which a multiple is exact. */
const [LN2, LN2_REST] = [0.6931471803691238, 1.9082149292705877e-10];
const [HALF_PI, HALF_PI_REST, HALF_PI_LAST] = [1.5707963267341256, 6.077100506303966e-11, 2.0222662487959506e-21]; // prettier-ignore

/** (eʳ − 1 − r)/r² in powers of r, for |r| ≤ ½ ln 2, to 10⁻¹⁷. */
function beyondFirst(r: number): number {
  const low = 0.5 + r * (0.1666666666666667 + r * (0.04166666666662412 + r * (0.008333333333326134 + r * 0.0013888888917215586))); // prettier-ignore
  const high = 0.00019841269874822307 + r * (2.4801521293463862e-5 + r * (2.755725539833871e-6 + r * (2.762008948195459e-7 + r * 2.5105217695684516e-8))); // prettier-ignore
  return low + r * r * r * r * r * high;
}

/** n of x = n ln 2 + r, |r| ≤ ½ ln 2. */
const wholeOf = (x: number): number => Math.round(x * Math.LOG2E);

/** eʳ − 1 of the rest. */
function restOf(x: number, n: number): number {
  const near = x - n * LN2;
  const r = near - n * LN2_REST;
  return r + r * r * beyondFirst(r);
}

/** eˣ, to 1 ulp. */
export function exp(x: number): number {
  if (!(x < 710)) return x >= 710 ? Infinity : Number.NaN;
  if (x < -746) return 0;
  const n = wholeOf(x);
  return scaled(1 + restOf(x, n), n);
}

/** eˣ − 1, to 2 ulp. */
export function expm1(x: number): number {
  if (!(x < 709)) return exp(x);
  if (x < -40) return -1;
  if (x === 0) return x;
  const n = wholeOf(x);
  return n === 0 ? restOf(x, 0) : scaled(restOf(x, n), n) + (scaled(1, n) - 1);
}

/** tanh x, to 3 ulp. */
export function tanh(x: number): number {
  const m = expm1(-2 * Math.abs(x));
  return x < 0 ? m / (2 + m) : x === 0 ? x : -m / (2 + m);
}

/** cosh x, to 2 ulp. */
export function cosh(x: number): number {
  const size = Math.abs(x);
  const e = exp(size < 700 ? size : size / 2);
  return size < 700 ? e / 2 + 0.5 / e : (e / 2) * e;
}

const number = new Float64Array(1);
/** Its bits; the upper half has the exponent. */
const bits = new Uint32Array(number.buffer);
const UPPER = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 1 : 0;

/** ln x, to 1 ulp: x = 2ᵏ(1 + f), and ln(1 + f) = f − f²/2 + s(f²/2 + R) with s = f/(2 + f), where R is what follows 2s in the series of 2 artanh s over s. */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : Number.NaN;
  if (x === Infinity) return Infinity;
  if (x < 2 ** -1022) return log(x * 2 ** 54) - 54 * LN2 - 54 * LN2_REST;
  number[0] = x;
  let k = (bits[UPPER] >>> 20) - 1023;
  bits[UPPER] = (bits[UPPER] & 0xfffff) | 0x3ff00000;
  let f = number[0] - 1;
  if (f > Math.SQRT2 - 1) {
    f = (f - 1) / 2;
    k++;
  }
  const s = f / (2 + f);
  const z = s * s;
  const high = 2 / 13 + z * (2 / 15 + z * (2 / 17 + z * (2 / 19 + z * (2 / 21 + z * (2 / 23)))));
  const r = z * (2 / 3 + z * (2 / 5 + z * (2 / 7 + z * (2 / 9 + z * (2 / 11 + z * high)))));
  const half = (f * f) / 2;
  return k * LN2 - (half - (s * (half + r) + k * LN2_REST) - f);
}

/** ln(1 + x), to 3 ulp: what rounding takes from 1 + x is made up for by a factor (Kahan). */
export function log1p(x: number): number {
  const u = 1 + x;
  if (u === 1 || u === Infinity) return x;
  return log(u) * (x / (u - 1));
}

/** sin r and cos r for |r| ≤ π/4, by their series. */
function sinOf(r: number): number {
  const z = r * r;
  return r - r * z * (1 / 6 - z * (1 / 120 - z * (1 / 5040 - z * (1 / 362880 - z * (1 / 39916800 - z * (1 / 6227020800 - z * (1 / 1307674368000 - z / 355687428096000))))))); // prettier-ignore
}
function cosOf(r: number): number {
  const z = r * r;
  return 1 - (z / 2 - z * z * (1 / 24 - z * (1 / 720 - z * (1 / 40320 - z * (1 / 3628800 - z * (1 / 479001600 - z * (1 / 87178291200 - z / 20922789888000))))))); // prettier-ignore
}

/** The sine of x and of the quarters of a turn that follow. */
function circular(x: number, quarters: number): number {
  const n = Math.round(x / (Math.PI / 2));
  const r = x - n * HALF_PI - n * HALF_PI_REST - n * HALF_PI_LAST;
  const at = (n + quarters) & 3;
  const size = at % 2 === 0 ? sinOf(r) : cosOf(r);
  return at < 2 ? size : -size;
}

/** sin x, to 2 ulp for |x| up to 10⁶. */
export const sin = (x: number): number => (x === 0 ? x : circular(x, 0));

/** cos x, to 2 ulp for |x| up to 10⁶. */
export const cos = (x: number): number => circular(x, 1);
