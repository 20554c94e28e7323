// Exponentials of four float32 numbers at once, as `elementary.ts` has them of two of float64; whatever else is asked of float32
// is taken in float64 there. Constants are loaded, because V8 builds a constant of 16 bytes anew in every round of a loop.

import { expOf } from "./elementary";

/** (eʳ − 1 − r)/r² in powers of r, lowest first, for |r| ≤ ½ ln 2: eʳ − 1 to 2 · 10⁻⁸. */
const EXPONENTIAL = memory.data<f32>([
  0.4999999701976776, 0.16666541993618011, 0.04166720435023308, 0.008366645313799381, 0.0013882522471249104,
]);
/** Bounds of exp; log₂e; 1.5 · 2²³, which rounds what it is added to; ln 2 in two parts; ½. */
const REDUCTION = memory.data<f32>([
  89, -104, 1.4426950216293335, 12582912, 0.693115234375, 3.19461833e-5, 0.5,
]);
/** 1, 2, −0, 0, and 127 as an integer's bits. */
const CONSTANTS = memory.data<f32>([1, 2, -0.0, 0, 1.77965e-43]);
/** Bound of −2|x|, beyond which 2ⁿ is 0; 1.5 · 2²³ + 127, which leaves the bits of 2ⁿ below where it rounds. */
const TANH = memory.data<f32>([-88.2, 12583039]);

@inline
function one(): v128 {
  return v128.load32_splat(CONSTANTS);
}
@inline
function sign(): v128 {
  return v128.load32_splat(CONSTANTS, 8);
}
@inline
function bias(): v128 {
  return v128.load32_splat(CONSTANTS, 16);
}
@inline
function coefficient(k: usize): v128 {
  return v128.load32_splat(EXPONENTIAL + (k << 2));
}

/** x − n ln 2 */
@inline
function restOf(x: v128, n: v128): v128 {
  const near = f32x4.sub(x, f32x4.mul(n, v128.load32_splat(REDUCTION, 16)));
  return f32x4.sub(near, f32x4.mul(n, v128.load32_splat(REDUCTION, 20)));
}

/** eʳ − 1 */
@inline
function seriesOf(r: v128): v128 {
  const square = f32x4.mul(r, r);
  const low = f32x4.add(coefficient(0), f32x4.mul(r, coefficient(1)));
  const middle = f32x4.add(coefficient(2), f32x4.mul(r, coefficient(3)));
  const high = f32x4.add(middle, f32x4.mul(square, coefficient(4)));
  return f32x4.add(r, f32x4.mul(square, f32x4.add(low, f32x4.mul(square, high))));
}

/** About n/2 as n comes, an integer beside a number that rounds what it is added to. */
@inline
function halfOf(n: v128): v128 {
  return f32x4.add(f32x4.mul(n, v128.load32_splat(REDUCTION, 24)), v128.load32_splat(REDUCTION, 12));
}

/** 2ⁿ in two halves, so that what is denormal comes out; whatever lies above an exponent's bits is shifted out. */
@inline
function lowerPower(half: v128): v128 {
  return i32x4.shl(i32x4.add(half, bias()), 23);
}
@inline
function upperPower(shifted: v128, half: v128): v128 {
  return i32x4.shl(i32x4.add(i32x4.sub(shifted, half), bias()), 23);
}

/** eˣ of a register, of either format. */
@inline
export function exponentialOf(x: v128): v128 {
  if (!SINGLE) return expOf(x);
  const y = f32x4.pmax(f32x4.pmin(x, v128.load32_splat(REDUCTION)), v128.load32_splat(REDUCTION, 4));
  const rounding = v128.load32_splat(REDUCTION, 12);
  const shifted = f32x4.add(f32x4.mul(y, v128.load32_splat(REDUCTION, 8)), rounding);
  const n = f32x4.sub(shifted, rounding);
  const half = halfOf(n);
  const e = f32x4.add(one(), seriesOf(restOf(y, n)));
  return f32x4.mul(f32x4.mul(e, lowerPower(half)), upperPower(shifted, half));
}

/**
 * Writes tanh x or σ(x), and its slope, of the four numbers at x and of other four `next` bytes behind them: by turns, because a
 * constant is then loaded once for both, and neither waits for the other.
 */
@inline
function squashTo(out: usize, slope: usize, from: usize, next: usize, nextOut: usize, isTanh: bool): void {
  const x = v128.load(from);
  const x2 = v128.load(from + next);
  let y = v128.or(x, sign());
  let y2 = v128.or(x2, sign());
  if (isTanh) {
    y = f32x4.add(y, y);
    y2 = f32x4.add(y2, y2);
  }
  let k = isTanh ? v128.load32_splat(TANH) : v128.load32_splat(REDUCTION, 4);
  y = f32x4.pmax(y, k);
  y2 = f32x4.pmax(y2, k);
  const rounding = isTanh ? v128.load32_splat(TANH, 4) : v128.load32_splat(REDUCTION, 12);
  k = v128.load32_splat(REDUCTION, 8);
  const shifted = f32x4.add(f32x4.mul(y, k), rounding);
  const shifted2 = f32x4.add(f32x4.mul(y2, k), rounding);
  const n = f32x4.sub(shifted, rounding);
  const n2 = f32x4.sub(shifted2, rounding);
  k = v128.load32_splat(REDUCTION, 16);
  let r = f32x4.sub(y, f32x4.mul(n, k));
  let r2 = f32x4.sub(y2, f32x4.mul(n2, k));
  k = v128.load32_splat(REDUCTION, 20);
  r = f32x4.sub(r, f32x4.mul(n, k));
  r2 = f32x4.sub(r2, f32x4.mul(n2, k));
  const square = f32x4.mul(r, r);
  const square2 = f32x4.mul(r2, r2);
  // The series as `seriesOf` has it, from its highest powers down.
  k = coefficient(4);
  let sum = f32x4.mul(square, k);
  let sum2 = f32x4.mul(square2, k);
  k = coefficient(3);
  let odd = f32x4.mul(r, k);
  let odd2 = f32x4.mul(r2, k);
  k = coefficient(2);
  sum = f32x4.mul(square, f32x4.add(f32x4.add(k, odd), sum));
  sum2 = f32x4.mul(square2, f32x4.add(f32x4.add(k, odd2), sum2));
  k = coefficient(1);
  odd = f32x4.mul(r, k);
  odd2 = f32x4.mul(r2, k);
  k = coefficient(0);
  sum = f32x4.add(r, f32x4.mul(square, f32x4.add(f32x4.add(k, odd), sum)));
  sum2 = f32x4.add(r2, f32x4.mul(square2, f32x4.add(f32x4.add(k, odd2), sum2)));
  k = one();
  if (isTanh) {
    const power = i32x4.shl(shifted, 23);
    const power2 = i32x4.shl(shifted2, 23);
    const grown = f32x4.mul(power, sum);
    const grown2 = f32x4.mul(power2, sum2);
    const m = f32x4.add(grown, f32x4.sub(power, k));
    const m2 = f32x4.add(grown2, f32x4.sub(power2, k));
    const two = v128.load32_splat(CONSTANTS, 4);
    const inverse = f32x4.div(k, f32x4.add(two, m));
    const inverse2 = f32x4.div(k, f32x4.add(two, m2));
    v128.store(out, v128.or(f32x4.abs(f32x4.mul(m, inverse)), v128.and(x, sign())));
    v128.store(out + nextOut, v128.or(f32x4.abs(f32x4.mul(m2, inverse2)), v128.and(x2, sign())));
    const twice = f32x4.add(inverse, inverse);
    const twice2 = f32x4.add(inverse2, inverse2);
    v128.store(slope, f32x4.mul(f32x4.add(power, grown), f32x4.mul(twice, twice)));
    v128.store(slope + nextOut, f32x4.mul(f32x4.add(power2, grown2), f32x4.mul(twice2, twice2)));
  } else {
    const half = halfOf(n);
    const half2 = halfOf(n2);
    const e = f32x4.mul(f32x4.mul(f32x4.add(k, sum), lowerPower(half)), upperPower(shifted, half));
    const e2 = f32x4.mul(f32x4.mul(f32x4.add(k, sum2), lowerPower(half2)), upperPower(shifted2, half2));
    const larger = f32x4.div(k, f32x4.add(k, e));
    const larger2 = f32x4.div(k, f32x4.add(k, e2));
    const smaller = f32x4.mul(e, larger);
    const smaller2 = f32x4.mul(e2, larger2);
    const zero = v128.load32_splat(CONSTANTS, 12);
    v128.store(out, v128.bitselect(smaller, larger, f32x4.lt(x, zero)));
    v128.store(out + nextOut, v128.bitselect(smaller2, larger2, f32x4.lt(x2, zero)));
    v128.store(slope, f32x4.mul(smaller, larger));
    v128.store(slope + nextOut, f32x4.mul(smaller2, larger2));
  }
}

/** Writes tanh x or σ(x) of an array, and its slope, by the same formulas as in float64. */
@inline
export function squashSingle(out: usize, slope: usize, x: usize, step: usize, n: i32, isTanh: bool): void {
  for (let i = 0; i < n; i += 8) {
    // A last register alone is taken twice.
    const isLast = i + 4 >= n;
    squashTo(out, slope, x, isLast ? 0 : step, isLast ? 0 : 16, isTanh);
    x += step << 1;
    out += 32;
    slope += 32;
  }
}
