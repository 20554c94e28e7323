// Elementary functions of two float64 numbers at once. Constants are loaded, because V8 builds a constant of
// 16 bytes anew in every round of a loop.

/** (eʳ − 1 − r)/r² in powers of r, lowest first, for |r| ≤ ½ ln 2, to 10⁻¹⁷. */
const EXPONENTIAL = memory.data<f64>([
  0.5, 0.1666666666666667, 0.04166666666662412, 0.008333333333326134, 0.0013888888917215586,
  0.00019841269874822307, 2.4801521293463862e-5, 2.755725539833871e-6, 2.762008948195459e-7,
  2.5105217695684516e-8,
]);
/** Bounds of exp; log₂e; 1.5 · 2⁵², which rounds what it is added to; ln 2 in two parts; ½. */
const REDUCTION = memory.data<f64>([
  710, -746, 1.4426950408889634, 6755399441055744, 0.6931471803691238, 1.9082149292705877e-10,
  0.5,
]);
/** 1/35, 1/33, … 1/3 of the series of artanh. */
const ARTANH = memory.data<f64>([
  0.02857142857142857, 0.030303030303030304, 0.03225806451612903, 0.034482758620689655,
  0.037037037037037035, 0.04, 0.043478260869565216, 0.047619047619047616, 0.05263157894736842,
  0.058823529411764705, 0.06666666666666667, 0.07692307692307693, 0.09090909090909091, 0.1111111111111111,
  0.14285714285714285, 0.2, 0.3333333333333333,
]);

/** erf x ÷ x in powers of x², and (x + 4) eˣ² erfc x in those of (x − 4)/(x + 4), highest first, as `numerics/error-function.ts` has them. */
const ERF_NEAR = memory.data<f64>([
  5.958930743134941e-11, -1.1373902296430911e-9, 1.4660051998394848e-8, -1.6350354461959655e-7,
  1.6461004480962034e-6, -1.4925595519506043e-5, 0.00012055331122299266, -0.0008548326981129666,
  0.005223977624823223, -0.026866170645077334, 0.11283791670954882, -0.3761263890318375, 1.1283791670955126,
]);
const ERFC_FAR = memory.data<f64>([
  -7.652918351368929e-11, 1.2073816594065525e-9, 7.054882560385151e-10, -1.527528889990648e-8,
  -2.762829273945234e-10, 1.225288207064525e-7, -7.440134079315679e-8, -8.436516120561793e-7,
  1.4235437808888834e-6, 4.692383913754639e-6, -1.8860655174390427e-5, -3.6342038149469713e-6,
  0.00017681276781310884, -0.00045505297165692805, -0.0002809588591250074, 0.006112055708386392,
  -0.02637005334070314, 0.07638151490371081, -0.17401093723993213, 0.33085158787831587, -0.5408538313132345,
  0.7732087022652306, -0.976548729080882, 1.095995661000491,
]);
/** √½, ½, ⅓, 4, 8, and where everything of e^(−x²/2) is 0. */
const GAUSSIAN = memory.data<f64>([0.7071067811865476, 0.5, 0.3333333333333333, 4, 8, 40]);

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

@inline
function coefficient(k: usize): v128 {
  return v128.load64_splat(EXPONENTIAL + (k << 3));
}

/** k₀ + k₁r + k₂r² + k₃r³, of pairs that do not wait for each other (Estrin). */
@inline
function cubic(r: v128, square: v128, k0: v128, k1: v128, k2: v128, k3: v128): v128 {
  return f64x2.add(f64x2.add(k0, f64x2.mul(r, k1)), f64x2.mul(square, f64x2.add(k2, f64x2.mul(r, k3))));
}

/** eʳ − 1 */
@inline
function seriesOf(x: v128, shifted: v128): v128 {
  const n = f64x2.sub(shifted, v128.load64_splat(REDUCTION, 24));
  const near = f64x2.sub(x, f64x2.mul(n, v128.load64_splat(REDUCTION, 32)));
  const r = f64x2.sub(near, f64x2.mul(n, v128.load64_splat(REDUCTION, 40)));
  const square = f64x2.mul(r, r);
  const fourth = f64x2.mul(square, square);
  const low = cubic(r, square, coefficient(0), coefficient(1), coefficient(2), coefficient(3));
  const middle = cubic(r, square, coefficient(4), coefficient(5), coefficient(6), coefficient(7));
  const last = f64x2.add(coefficient(8), f64x2.mul(r, coefficient(9)));
  const high = f64x2.add(middle, f64x2.mul(fourth, last));
  return f64x2.add(r, f64x2.mul(square, f64x2.add(low, f64x2.mul(fourth, high))));
}

/** About n/2 as n comes, an integer beside a number that rounds what it is added to. */
@inline
function halfOf(shifted: v128): v128 {
  const rounding = v128.load64_splat(REDUCTION, 24);
  return f64x2.add(f64x2.mul(f64x2.sub(shifted, rounding), v128.load64_splat(REDUCTION, 48)), rounding);
}

/** 2ⁿ in two halves, so that what is denormal comes out; whatever lies above an exponent's bits is shifted out. */
@inline
function lowerPower(half: v128): v128 {
  return i64x2.shl(i64x2.add(half, bias()), 52);
}
@inline
function upperPower(shifted: v128, half: v128): v128 {
  return i64x2.shl(i64x2.add(i64x2.sub(shifted, half), bias()), 52);
}

/** 2ⁿ */
@inline
function powerOf(shifted: v128): v128 {
  const half = halfOf(shifted);
  return f64x2.mul(lowerPower(half), upperPower(shifted, half));
}

/** x within the bounds of eˣ; NaN stays. */
@inline
function bounded(x: v128): v128 {
  return f64x2.pmax(f64x2.pmin(x, v128.load64_splat(REDUCTION)), v128.load64_splat(REDUCTION, 8));
}

@inline
export function expOf(x: v128): v128 {
  const y = bounded(x);
  const shifted = shiftedOf(y);
  const half = halfOf(shifted);
  const e = f64x2.add(one(), seriesOf(y, shifted));
  return f64x2.mul(f64x2.mul(e, lowerPower(half)), upperPower(shifted, half));
}

/** eˣ − 1 = 2ⁿ(eʳ − 1) + (2ⁿ − 1), for x up to 0. */
export function expm1Of(x: v128): v128 {
  const y = bounded(x);
  const shifted = shiftedOf(y);
  const power = powerOf(shifted);
  return f64x2.add(f64x2.mul(power, seriesOf(y, shifted)), f64x2.sub(power, one()));
}

/** Bound of −2|x|, beyond which 2ⁿ is 0; 1.5 · 2⁵² + 1023, which leaves the bits of 2ⁿ below where it rounds. */
const TANH = memory.data<f64>([-709.1, 6755399441056767]);

/**
 * Writes tanh x or σ(x), and its slope, of the pair at x and of another that lies `next` bytes behind it. With e = e⁻|ˣ| and m = e⁻²|ˣ| − 1
 * they are |m|/(2 + m) with the sign of x, and 4e⁻²|ˣ|/(2 + m)², of which what would be denormal is 0; 1 or e over 1 + e, and e/(1 + e)².
 * By turns, because a constant is then loaded once for both, and neither waits for the other: a quarter of the time less.
 */
@inline
function squashTo(out: usize, slope: usize, from: usize, next: usize, nextOut: usize, isTanh: bool): void {
  const x = v128.load(from);
  const x2 = v128.load(from + next);
  let y = v128.or(x, minus());
  let y2 = v128.or(x2, minus());
  if (isTanh) {
    y = f64x2.add(y, y);
    y2 = f64x2.add(y2, y2);
  }
  let k = isTanh ? v128.load64_splat(TANH) : v128.load64_splat(REDUCTION, 8);
  y = f64x2.pmax(y, k);
  y2 = f64x2.pmax(y2, k);
  const rounding = isTanh ? v128.load64_splat(TANH, 8) : v128.load64_splat(REDUCTION, 24);
  k = v128.load64_splat(REDUCTION, 16);
  const shifted = f64x2.add(f64x2.mul(y, k), rounding);
  const shifted2 = f64x2.add(f64x2.mul(y2, k), rounding);
  const n = f64x2.sub(shifted, rounding);
  const n2 = f64x2.sub(shifted2, rounding);
  k = v128.load64_splat(REDUCTION, 32);
  let r = f64x2.sub(y, f64x2.mul(n, k));
  let r2 = f64x2.sub(y2, f64x2.mul(n2, k));
  k = v128.load64_splat(REDUCTION, 40);
  r = f64x2.sub(r, f64x2.mul(n, k));
  r2 = f64x2.sub(r2, f64x2.mul(n2, k));
  const square = f64x2.mul(r, r);
  const square2 = f64x2.mul(r2, r2);
  const fourth = f64x2.mul(square, square);
  const fourth2 = f64x2.mul(square2, square2);
  // The series as `seriesOf` has it, from its highest powers down.
  k = coefficient(9);
  let sum = f64x2.mul(r, k);
  let sum2 = f64x2.mul(r2, k);
  k = coefficient(8);
  sum = f64x2.mul(fourth, f64x2.add(k, sum));
  sum2 = f64x2.mul(fourth2, f64x2.add(k, sum2));
  let k0 = coefficient(4);
  let k1 = coefficient(5);
  let k2 = coefficient(6);
  let k3 = coefficient(7);
  sum = f64x2.mul(fourth, f64x2.add(cubic(r, square, k0, k1, k2, k3), sum));
  sum2 = f64x2.mul(fourth2, f64x2.add(cubic(r2, square2, k0, k1, k2, k3), sum2));
  k0 = coefficient(0);
  k1 = coefficient(1);
  k2 = coefficient(2);
  k3 = coefficient(3);
  sum = f64x2.add(cubic(r, square, k0, k1, k2, k3), sum);
  sum2 = f64x2.add(cubic(r2, square2, k0, k1, k2, k3), sum2);
  const power = isTanh ? i64x2.shl(shifted, 52) : powerOf(shifted);
  const power2 = isTanh ? i64x2.shl(shifted2, 52) : powerOf(shifted2);
  const grown = f64x2.mul(power, f64x2.add(r, f64x2.mul(square, sum)));
  const grown2 = f64x2.mul(power2, f64x2.add(r2, f64x2.mul(square2, sum2)));
  const e = f64x2.add(power, grown);
  const e2 = f64x2.add(power2, grown2);
  k = one();
  if (isTanh) {
    const m = f64x2.add(grown, f64x2.sub(power, k));
    const m2 = f64x2.add(grown2, f64x2.sub(power2, k));
    const inverse = f64x2.div(k, f64x2.add(two(), m));
    const inverse2 = f64x2.div(k, f64x2.add(two(), m2));
    v128.store(out, v128.or(f64x2.abs(f64x2.mul(m, inverse)), v128.and(x, minus())));
    v128.store(out + nextOut, v128.or(f64x2.abs(f64x2.mul(m2, inverse2)), v128.and(x2, minus())));
    const twice = f64x2.add(inverse, inverse);
    const twice2 = f64x2.add(inverse2, inverse2);
    v128.store(slope, f64x2.mul(e, f64x2.mul(twice, twice)));
    v128.store(slope + nextOut, f64x2.mul(e2, f64x2.mul(twice2, twice2)));
  } else {
    const larger = f64x2.div(k, f64x2.add(k, e));
    const larger2 = f64x2.div(k, f64x2.add(k, e2));
    const smaller = f64x2.mul(e, larger);
    const smaller2 = f64x2.mul(e2, larger2);
    v128.store(out, v128.bitselect(smaller, larger, f64x2.lt(x, zero())));
    v128.store(out + nextOut, v128.bitselect(smaller2, larger2, f64x2.lt(x2, zero())));
    v128.store(slope, f64x2.mul(smaller, larger));
    v128.store(slope + nextOut, f64x2.mul(smaller2, larger2));
  }
}

/** Writes tanh x or σ(x) of an array, and its slope. */
@inline
export function squash(out: usize, slope: usize, x: usize, step: usize, n: i32, isTanh: bool): void {
  for (let i = 0; i < n; i += 4) {
    // A last pair alone is taken twice.
    const isLast = i + 2 >= n;
    squashTo(out, slope, x, isLast ? 0 : step, isLast ? 0 : 16, isTanh);
    x += step << 1;
    out += 32;
    slope += 32;
  }
}

/** e⁻|ˣ|, of which everything with σ is made without overflow. */
@inline
export function fallOf(x: v128): v128 {
  const y = f64x2.pmax(v128.or(x, minus()), v128.load64_splat(REDUCTION, 8));
  const shifted = shiftedOf(y);
  const power = powerOf(shifted);
  return f64x2.add(power, f64x2.mul(power, seriesOf(y, shifted)));
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

/** e^(−factor·x²) for x from 0 to 40, of x² in two parts: what rounding takes from it would be magnified. */
@inline
function gaussianOf(x: v128, factor: v128): v128 {
  const near = f64x2.promote_low_f32x4(f32x4.demote_f64x2_zero(x));
  const whole = expOf(f64x2.neg(f64x2.mul(f64x2.mul(factor, near), near)));
  // The rest is 0.0001 at most.
  const d = f64x2.mul(factor, f64x2.mul(f64x2.sub(near, x), f64x2.add(near, x)));
  const third = f64x2.add(one(), f64x2.mul(d, v128.load64_splat(GAUSSIAN, 16)));
  const rest = f64x2.mul(d, f64x2.add(one(), f64x2.mul(f64x2.mul(d, v128.load64_splat(GAUSSIAN, 8)), third)));
  return f64x2.add(whole, f64x2.mul(whole, rest));
}

/** eˣ² erfc x for x ≥ 0. Even and odd powers by themselves, which do not wait for each other. */
@inline
function erfcxOf(x: v128): v128 {
  const inverse = f64x2.div(one(), f64x2.add(x, v128.load64_splat(GAUSSIAN, 24)));
  const t = f64x2.sub(one(), f64x2.mul(v128.load64_splat(GAUSSIAN, 32), inverse));
  const square = f64x2.mul(t, t);
  let odd = v128.load64_splat(ERFC_FAR);
  let even = v128.load64_splat(ERFC_FAR, 8);
  for (let k: usize = 16; k < 192; k += 16) {
    odd = f64x2.add(f64x2.mul(odd, square), v128.load64_splat(ERFC_FAR + k));
    even = f64x2.add(f64x2.mul(even, square), v128.load64_splat(ERFC_FAR + k, 8));
  }
  return f64x2.mul(f64x2.add(f64x2.mul(odd, t), even), inverse);
}

/** |x|, 40 at most; NaN stays. */
@inline
function sizeOf(x: v128): v128 {
  return f64x2.pmin(f64x2.abs(x), v128.load64_splat(GAUSSIAN, 40));
}

/** Φ(x), the share of the standard normal distribution below x. */
export function normalShareOf(x: v128): v128 {
  const size = sizeOf(x);
  const half = v128.load64_splat(GAUSSIAN, 8);
  const tail = f64x2.mul(half, f64x2.mul(gaussianOf(size, half), erfcxOf(f64x2.mul(size, v128.load64_splat(GAUSSIAN)))));
  return v128.bitselect(tail, f64x2.sub(one(), tail), f64x2.lt(x, zero()));
}

export function erfOf(x: v128): v128 {
  const size = sizeOf(x);
  const square = f64x2.mul(size, size);
  let p = v128.load64_splat(ERF_NEAR);
  for (let k: usize = 8; k < 104; k += 8) p = f64x2.add(f64x2.mul(p, square), v128.load64_splat(ERF_NEAR + k));
  const far = f64x2.sub(one(), f64x2.mul(gaussianOf(size, one()), erfcxOf(size)));
  const a = v128.bitselect(f64x2.mul(size, p), far, f64x2.lt(size, one()));
  return v128.or(a, v128.and(x, minus()));
}
