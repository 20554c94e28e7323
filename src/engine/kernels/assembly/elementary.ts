// Elementary functions of two float64 numbers at once. Constants are loaded, because V8 builds a constant of
// 16 bytes anew in every round of a loop.

/** 1/13!, 1/12!, … 1/2!. */
const FACTORIALS = memory.data<f64>([
  1.6059043836821613e-10, 2.08767569878681e-9, 2.505210838544172e-8, 2.755731922398589e-7,
  2.7557319223985893e-6, 2.48015873015873e-5, 0.0001984126984126984, 0.001388888888888889,
  0.008333333333333333, 0.041666666666666664, 0.16666666666666666, 0.5,
]);
/** Bounds of exp; log₂e; 1.5 · 2⁵², which rounds what it is added to; ln 2 in two parts. */
const REDUCTION = memory.data<f64>([
  710, -746, 1.4426950408889634, 6755399441055744, 0.6931471803691238, 1.9082149292705877e-10,
]);
/** 1/35, 1/33, … 1/3 of the series of artanh. */
const ARTANH = memory.data<f64>([
  0.02857142857142857, 0.030303030303030304, 0.03225806451612903, 0.034482758620689655,
  0.037037037037037035, 0.04, 0.043478260869565216, 0.047619047619047616, 0.05263157894736842,
  0.058823529411764705, 0.06666666666666667, 0.07692307692307693, 0.09090909090909091, 0.1111111111111111,
  0.14285714285714285, 0.2, 0.3333333333333333,
]);

/** 1, 2, −0, 0, and 1023 as an integer's bits. */
const CONSTANTS = memory.data<f64>([1, 2, -0.0, 0, 5.054e-321]);

@inline
function one(): v128 {
  return v128.load64_splat(CONSTANTS);
}
@inline
function two(): v128 {
  return v128.load64_splat(CONSTANTS, 8);
}
/** The bit of the sign. */
@inline
function minus(): v128 {
  return v128.load64_splat(CONSTANTS, 16);
}
@inline
function zero(): v128 {
  return v128.load64_splat(CONSTANTS, 24);
}
/** 1023, by which exponents are shifted. */
@inline
function bias(): v128 {
  return v128.load64_splat(CONSTANTS, 32);
}

/** a·x + the k-th of a table. */
@inline
function horner(a: v128, x: v128, table: usize, k: usize): v128 {
  return f64x2.add(f64x2.mul(a, x), v128.load64_splat(table + (k << 3)));
}

/** n of x = n ln 2 + r, |r| ≤ ½ ln 2, as an integer beside a number that rounds what it is added to. */
@inline
function shiftedOf(x: v128): v128 {
  return f64x2.add(f64x2.mul(x, v128.load64_splat(REDUCTION, 16)), v128.load64_splat(REDUCTION, 24));
}

/** eʳ − 1 by its series. */
@inline
function seriesOf(x: v128, shifted: v128): v128 {
  const n = f64x2.sub(shifted, v128.load64_splat(REDUCTION, 24));
  const near = f64x2.sub(x, f64x2.mul(n, v128.load64_splat(REDUCTION, 32)));
  const r = f64x2.sub(near, f64x2.mul(n, v128.load64_splat(REDUCTION, 40)));
  // Even and odd powers by themselves, which do not wait for each other.
  const square = f64x2.mul(r, r);
  let odd = horner(v128.load64_splat(FACTORIALS), square, FACTORIALS, 2);
  let even = horner(v128.load64_splat(FACTORIALS, 8), square, FACTORIALS, 3);
  odd = horner(odd, square, FACTORIALS, 4);
  even = horner(even, square, FACTORIALS, 5);
  odd = horner(odd, square, FACTORIALS, 6);
  even = horner(even, square, FACTORIALS, 7);
  odd = horner(odd, square, FACTORIALS, 8);
  even = horner(even, square, FACTORIALS, 9);
  odd = horner(odd, square, FACTORIALS, 10);
  even = horner(even, square, FACTORIALS, 11);
  return f64x2.add(r, f64x2.mul(square, f64x2.add(even, f64x2.mul(odd, r))));
}

/** 2ⁿ in two halves, so that what is denormal comes out. */
@inline
function lowerPower(shifted: v128): v128 {
  const n = i64x2.sub(shifted, v128.load64_splat(REDUCTION, 24));
  return i64x2.shl(i64x2.add(i64x2.shr_s(n, 1), bias()), 52);
}
@inline
function upperPower(shifted: v128): v128 {
  const n = i64x2.sub(shifted, v128.load64_splat(REDUCTION, 24));
  return i64x2.shl(i64x2.add(i64x2.sub(n, i64x2.shr_s(n, 1)), bias()), 52);
}

/** x within the bounds of eˣ; NaN stays. */
@inline
function bounded(x: v128): v128 {
  return f64x2.pmax(f64x2.pmin(x, v128.load64_splat(REDUCTION)), v128.load64_splat(REDUCTION, 8));
}

export function expOf(x: v128): v128 {
  const y = bounded(x);
  const shifted = shiftedOf(y);
  const e = f64x2.add(one(), seriesOf(y, shifted));
  return f64x2.mul(f64x2.mul(e, lowerPower(shifted)), upperPower(shifted));
}

/** eˣ − 1 = 2ⁿ(eʳ − 1) + (2ⁿ − 1), for x up to 0. */
export function expm1Of(x: v128): v128 {
  const y = bounded(x);
  const shifted = shiftedOf(y);
  const power = f64x2.mul(lowerPower(shifted), upperPower(shifted));
  return f64x2.add(f64x2.mul(power, seriesOf(y, shifted)), f64x2.sub(power, one()));
}

/** Writes tanh x and its slope: with m = e⁻²|ˣ| − 1 they are −m/(2 + m) with the sign of x, and 4e⁻²|ˣ|/(2 + m)². */
export function tanhTo(out: usize, slope: usize, x: v128): void {
  const size = f64x2.abs(x);
  const y = bounded(f64x2.neg(f64x2.add(size, size)));
  const shifted = shiftedOf(y);
  const q = seriesOf(y, shifted);
  const low = lowerPower(shifted);
  const high = upperPower(shifted);
  const power = f64x2.mul(low, high);
  const m = f64x2.add(f64x2.mul(power, q), f64x2.sub(power, one()));
  const inverse = f64x2.div(one(), f64x2.add(two(), m));
  const a = f64x2.mul(f64x2.neg(m), inverse);
  v128.store(out, v128.or(a, v128.and(x, minus())));
  const e = f64x2.mul(f64x2.mul(f64x2.add(one(), q), low), high);
  const twice = f64x2.add(inverse, inverse);
  v128.store(slope, f64x2.mul(e, f64x2.mul(twice, twice)));
}

/** e⁻|ˣ|, of which everything with σ is made without overflow. */
@inline
export function fallOf(x: v128): v128 {
  return expOf(f64x2.neg(f64x2.abs(x)));
}

/** Writes σ(x) and its slope, with e = e⁻|ˣ|: 1 or e over 1 + e, and e/(1 + e)². */
export function sigmoidTo(out: usize, slope: usize, x: v128): void {
  const e = fallOf(x);
  const larger = f64x2.div(one(), f64x2.add(one(), e));
  const smaller = f64x2.mul(e, larger);
  v128.store(out, v128.bitselect(smaller, larger, f64x2.lt(x, zero())));
  v128.store(slope, f64x2.mul(smaller, larger));
}

/** ln(1 + x) = 2 artanh(x/(2 + x)) for x from −½ to 1. */
export function log1pOf(x: v128): v128 {
  const s = f64x2.div(x, f64x2.add(x, two()));
  const t = f64x2.mul(s, s);
  let p = v128.load64_splat(ARTANH);
  for (let k: usize = 8; k < 136; k += 8) p = f64x2.add(f64x2.mul(p, t), v128.load64_splat(ARTANH + k));
  const whole = f64x2.add(s, s);
  return f64x2.add(whole, f64x2.mul(whole, f64x2.mul(t, p)));
}

/** ln(1 + eˣ) */
export function softplusOf(x: v128): v128 {
  return f64x2.add(f64x2.max(x, zero()), log1pOf(fallOf(x)));
}
