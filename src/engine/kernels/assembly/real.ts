// What arrays hold: float64, two to a register, or float32, four. The kernels are compiled once for each, with SINGLE 0 or 1.

export const LANES: i32 = SINGLE ? 4 : 2;
/** By how many bits a number's index is shifted to be its distance in bytes. */
export const SHIFT: i32 = SINGLE ? 2 : 3;

/** A number alone, which is computed in float64. */
@inline
export function get(at: usize): f64 {
  return SINGLE ? <f64>load<f32>(at) : load<f64>(at);
}
@inline
export function put(at: usize, value: f64): void {
  if (SINGLE) store<f32>(at, <f32>value);
  else store<f64>(at, value);
}
/** The same for all elements of a register, as elementwise operations take it. */
@inline
export function putSplat(at: usize, value: f64): void {
  v128.store(at, splat(value));
}

@inline
export function splat(value: f64): v128 {
  return SINGLE ? f32x4.splat(<f32>value) : f64x2.splat(value);
}
@inline
export function loadSplat(at: usize): v128 {
  return SINGLE ? v128.load32_splat(at) : v128.load64_splat(at);
}
/** The first number of a register. */
@inline
export function first(a: v128): f64 {
  return SINGLE ? <f64>f32x4.extract_lane(a, 0) : f64x2.extract_lane(a, 0);
}
/** Σ of a register's numbers. */
@inline
export function total(a: v128): f64 {
  return totalOfTwo(SINGLE ? f64x2.add(lower(a), upper(a)) : a);
}
/** Σ of two numbers of float64. */
@inline
export function totalOfTwo(a: v128): f64 {
  return f64x2.extract_lane(a, 0) + f64x2.extract_lane(a, 1);
}

/** The first two numbers of float32 in float64, and the last two. */
@inline
export function lower(a: v128): v128 {
  return f64x2.promote_low_f32x4(a);
}
@inline
export function upper(a: v128): v128 {
  return f64x2.promote_low_f32x4(i64x2.shuffle(a, a, 1, 0));
}
/** Four numbers of float32, of two pairs in float64. */
@inline
export function narrowed(low: v128, high: v128): v128 {
  return i64x2.shuffle(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 2);
}

@inline
export function plus(a: v128, b: v128): v128 {
  return SINGLE ? f32x4.add(a, b) : f64x2.add(a, b);
}
@inline
export function minus(a: v128, b: v128): v128 {
  return SINGLE ? f32x4.sub(a, b) : f64x2.sub(a, b);
}
@inline
export function times(a: v128, b: v128): v128 {
  return SINGLE ? f32x4.mul(a, b) : f64x2.mul(a, b);
}
@inline
export function over(a: v128, b: v128): v128 {
  return SINGLE ? f32x4.div(a, b) : f64x2.div(a, b);
}
@inline
export function root(a: v128): v128 {
  return SINGLE ? f32x4.sqrt(a) : f64x2.sqrt(a);
}
@inline
export function size(a: v128): v128 {
  return SINGLE ? f32x4.abs(a) : f64x2.abs(a);
}
@inline
export function smaller(a: v128, b: v128): v128 {
  return SINGLE ? f32x4.min(a, b) : f64x2.min(a, b);
}
@inline
export function larger(a: v128, b: v128): v128 {
  return SINGLE ? f32x4.max(a, b) : f64x2.max(a, b);
}
@inline
export function isAbove(a: v128, b: v128): v128 {
  return SINGLE ? f32x4.gt(a, b) : f64x2.gt(a, b);
}
@inline
export function isAtLeast(a: v128, b: v128): v128 {
  return SINGLE ? f32x4.ge(a, b) : f64x2.ge(a, b);
}
@inline
export function differs(a: v128, b: v128): v128 {
  return SINGLE ? f32x4.ne(a, b) : f64x2.ne(a, b);
}
