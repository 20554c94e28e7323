import { differs, isAbove, isAtLeast, LANES, larger, lower, minus, narrowed, over, plus, root, size, smaller, splat, times, upper } from "./real";
import { exponentialOf, squashSingle } from "./single";
import { erfOf, expm1Of, log1pOf, normalShareOf, softplusOf, squash } from "./elementary";

// Each takes n numbers, a register at once: the last ones are taken with what lies beside them, which no one reads. An array's step
// is 16 bytes, or 0 where it is one number, which then fills a register.

/** |a| */
export function abs(out: usize, x: usize, step: usize, n: i32): void {
  for (let i = 0; i < n; i += LANES) {
    const a = v128.load(x);
    v128.store(out, size(a));
    x += step;
    out += 16;
  }
}

/** a² */
export function square(out: usize, x: usize, step: usize, n: i32): void {
  for (let i = 0; i < n; i += LANES) {
    const a = v128.load(x);
    v128.store(out, times(a, a));
    x += step;
    out += 16;
  }
}

/** √a */
export function sqrt(out: usize, x: usize, step: usize, n: i32): void {
  for (let i = 0; i < n; i += LANES) {
    const a = v128.load(x);
    v128.store(out, root(a));
    x += step;
    out += 16;
  }
}

/** 1 ÷ √a */
export function rsqrt(out: usize, x: usize, step: usize, n: i32): void {
  for (let i = 0; i < n; i += LANES) {
    const a = v128.load(x);
    v128.store(out, over(splat(1), root(a)));
    x += step;
    out += 16;
  }
}

/** eᵃ */
export function exp(out: usize, x: usize, step: usize, n: i32): void {
  for (let i = 0; i < n; i += LANES) {
    const a = v128.load(x);
    v128.store(out, exponentialOf(a));
    x += step;
    out += 16;
  }
}

/** ln(1 + eᵃ) */
export function softplus(out: usize, x: usize, step: usize, n: i32): void {
  for (let i = 0; i < n; i += LANES) {
    const a = v128.load(x);
    v128.store(out, SINGLE ? narrowed(softplusOf(lower(a)), softplusOf(upper(a))) : softplusOf(a));
    x += step;
    out += 16;
  }
}

/** ln(1 + a), a from −½ to 1 */
export function log1p(out: usize, x: usize, step: usize, n: i32): void {
  for (let i = 0; i < n; i += LANES) {
    const a = v128.load(x);
    v128.store(out, SINGLE ? narrowed(log1pOf(lower(a)), log1pOf(upper(a))) : log1pOf(a));
    x += step;
    out += 16;
  }
}

/** eᵃ − 1, a up to 0 */
export function expm1(out: usize, x: usize, step: usize, n: i32): void {
  for (let i = 0; i < n; i += LANES) {
    const a = v128.load(x);
    v128.store(out, SINGLE ? narrowed(expm1Of(lower(a)), expm1Of(upper(a))) : expm1Of(a));
    x += step;
    out += 16;
  }
}

/** erf a */
export function erf(out: usize, x: usize, step: usize, n: i32): void {
  for (let i = 0; i < n; i += LANES) {
    const a = v128.load(x);
    v128.store(out, SINGLE ? narrowed(erfOf(lower(a)), erfOf(upper(a))) : erfOf(a));
    x += step;
    out += 16;
  }
}

/** Φ(a) */
export function normalShare(out: usize, x: usize, step: usize, n: i32): void {
  for (let i = 0; i < n; i += LANES) {
    const a = v128.load(x);
    v128.store(out, SINGLE ? narrowed(normalShareOf(lower(a)), normalShareOf(upper(a))) : normalShareOf(a));
    x += step;
    out += 16;
  }
}

/** tanh a, and its slope. */
export function tanh(out: usize, slope: usize, x: usize, step: usize, n: i32): void {
  if (SINGLE) squashSingle(out, slope, x, step, n, true);
  else squash(out, slope, x, step, n, true);
}

/** σ(a), and its slope. */
export function sigmoid(out: usize, slope: usize, x: usize, step: usize, n: i32): void {
  if (SINGLE) squashSingle(out, slope, x, step, n, false);
  else squash(out, slope, x, step, n, false);
}

/** a + b */
export function add(out: usize, x: usize, xStep: usize, y: usize, yStep: usize, n: i32): void {
  for (let i = 0; i < n; i += LANES) {
    const a = v128.load(x);
    const b = v128.load(y);
    v128.store(out, plus(a, b));
    x += xStep;
    y += yStep;
    out += 16;
  }
}

/** a − b */
export function sub(out: usize, x: usize, xStep: usize, y: usize, yStep: usize, n: i32): void {
  for (let i = 0; i < n; i += LANES) {
    const a = v128.load(x);
    const b = v128.load(y);
    v128.store(out, minus(a, b));
    x += xStep;
    y += yStep;
    out += 16;
  }
}

/** a · b */
export function mul(out: usize, x: usize, xStep: usize, y: usize, yStep: usize, n: i32): void {
  for (let i = 0; i < n; i += LANES) {
    const a = v128.load(x);
    const b = v128.load(y);
    v128.store(out, times(a, b));
    x += xStep;
    y += yStep;
    out += 16;
  }
}

/** a ÷ b */
export function div(out: usize, x: usize, xStep: usize, y: usize, yStep: usize, n: i32): void {
  for (let i = 0; i < n; i += LANES) {
    const a = v128.load(x);
    const b = v128.load(y);
    v128.store(out, over(a, b));
    x += xStep;
    y += yStep;
    out += 16;
  }
}

/** a ÷ b, 0 where b is 0 */
export function divNoNan(out: usize, x: usize, xStep: usize, y: usize, yStep: usize, n: i32): void {
  for (let i = 0; i < n; i += LANES) {
    const a = v128.load(x);
    const b = v128.load(y);
    v128.store(out, v128.and(over(a, b), differs(b, splat(0))));
    x += xStep;
    y += yStep;
    out += 16;
  }
}

/** The smaller one. */
export function minimum(out: usize, x: usize, xStep: usize, y: usize, yStep: usize, n: i32): void {
  for (let i = 0; i < n; i += LANES) {
    const a = v128.load(x);
    const b = v128.load(y);
    v128.store(out, smaller(a, b));
    x += xStep;
    y += yStep;
    out += 16;
  }
}

/** The larger one. */
export function maximum(out: usize, x: usize, xStep: usize, y: usize, yStep: usize, n: i32): void {
  for (let i = 0; i < n; i += LANES) {
    const a = v128.load(x);
    const b = v128.load(y);
    v128.store(out, larger(a, b));
    x += xStep;
    y += yStep;
    out += 16;
  }
}

/** 1 where a > b, 0 elsewhere. */
export function above(out: usize, x: usize, xStep: usize, y: usize, yStep: usize, n: i32): void {
  for (let i = 0; i < n; i += LANES) {
    const a = v128.load(x);
    const b = v128.load(y);
    v128.store(out, v128.and(isAbove(a, b), splat(1)));
    x += xStep;
    y += yStep;
    out += 16;
  }
}

/** 1 where a ≥ b, 0 elsewhere. */
export function atLeast(out: usize, x: usize, xStep: usize, y: usize, yStep: usize, n: i32): void {
  for (let i = 0; i < n; i += LANES) {
    const a = v128.load(x);
    const b = v128.load(y);
    v128.store(out, v128.and(isAtLeast(a, b), splat(1)));
    x += xStep;
    y += yStep;
    out += 16;
  }
}

/** x where a is above 0, y elsewhere. */
export function select(out: usize, a: usize, aStep: usize, x: usize, xStep: usize, y: usize, yStep: usize, n: i32): void {
  for (let i = 0; i < n; i += LANES) {
    const positive = isAbove(v128.load(a), splat(0));
    v128.store(out, v128.bitselect(v128.load(x), v128.load(y), positive));
    a += aStep;
    x += xStep;
    y += yStep;
    out += 16;
  }
}

/** Two numbers of float64 as they are in float32. */
@inline
function rounded(a: v128): v128 {
  return lower(f32x4.demote_f64x2_zero(a));
}

/** p ← p − factor · change, rounded to float32. */
export function descend(p: usize, factor: usize, change: usize, n: i32): void {
  const f = v128.load(factor);
  for (let i = 0; i < n; i += LANES) {
    const next = minus(v128.load(p), times(f, v128.load(change)));
    v128.store(p, SINGLE ? next : rounded(next));
    p += 16;
    change += 16;
  }
}

/** What is nearest in float32. */
export function round(out: usize, a: usize, n: i32): void {
  for (let i = 0; i < n; i += LANES) {
    v128.store(out, SINGLE ? v128.load(a) : rounded(v128.load(a)));
    out += 16;
    a += 16;
  }
}
