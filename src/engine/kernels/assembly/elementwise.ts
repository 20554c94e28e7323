import { erfOf, expm1Of, expOf, log1pOf, normalShareOf, softplusOf, squash } from "./elementary";

// Each takes n numbers, two at once: a last one alone is taken with what lies beside it, which no one reads. An array's step is
// 16 bytes, or 0 where it is one number, which then lies there twice.

/** |a| */
export function abs(out: usize, x: usize, step: usize, n: i32): void {
  for (let i = 0; i < n; i += 2) {
    const a = v128.load(x);
    v128.store(out, f64x2.abs(a));
    x += step;
    out += 16;
  }
}

/** a² */
export function square(out: usize, x: usize, step: usize, n: i32): void {
  for (let i = 0; i < n; i += 2) {
    const a = v128.load(x);
    v128.store(out, f64x2.mul(a, a));
    x += step;
    out += 16;
  }
}

/** √a */
export function sqrt(out: usize, x: usize, step: usize, n: i32): void {
  for (let i = 0; i < n; i += 2) {
    const a = v128.load(x);
    v128.store(out, f64x2.sqrt(a));
    x += step;
    out += 16;
  }
}

/** 1 ÷ √a */
export function rsqrt(out: usize, x: usize, step: usize, n: i32): void {
  for (let i = 0; i < n; i += 2) {
    const a = v128.load(x);
    v128.store(out, f64x2.div(f64x2.splat(1), f64x2.sqrt(a)));
    x += step;
    out += 16;
  }
}

/** eᵃ */
export function exp(out: usize, x: usize, step: usize, n: i32): void {
  for (let i = 0; i < n; i += 2) {
    const a = v128.load(x);
    v128.store(out, expOf(a));
    x += step;
    out += 16;
  }
}

/** ln(1 + eᵃ) */
export function softplus(out: usize, x: usize, step: usize, n: i32): void {
  for (let i = 0; i < n; i += 2) {
    const a = v128.load(x);
    v128.store(out, softplusOf(a));
    x += step;
    out += 16;
  }
}

/** ln(1 + a), a from −½ to 1 */
export function log1p(out: usize, x: usize, step: usize, n: i32): void {
  for (let i = 0; i < n; i += 2) {
    const a = v128.load(x);
    v128.store(out, log1pOf(a));
    x += step;
    out += 16;
  }
}

/** eᵃ − 1, a up to 0 */
export function expm1(out: usize, x: usize, step: usize, n: i32): void {
  for (let i = 0; i < n; i += 2) {
    const a = v128.load(x);
    v128.store(out, expm1Of(a));
    x += step;
    out += 16;
  }
}

/** erf a */
export function erf(out: usize, x: usize, step: usize, n: i32): void {
  for (let i = 0; i < n; i += 2) {
    const a = v128.load(x);
    v128.store(out, erfOf(a));
    x += step;
    out += 16;
  }
}

/** Φ(a) */
export function normalShare(out: usize, x: usize, step: usize, n: i32): void {
  for (let i = 0; i < n; i += 2) {
    const a = v128.load(x);
    v128.store(out, normalShareOf(a));
    x += step;
    out += 16;
  }
}

/** tanh a, and its slope. */
export function tanh(out: usize, slope: usize, x: usize, step: usize, n: i32): void {
  squash(out, slope, x, step, n, true);
}

/** σ(a), and its slope. */
export function sigmoid(out: usize, slope: usize, x: usize, step: usize, n: i32): void {
  squash(out, slope, x, step, n, false);
}

/** a + b */
export function add(out: usize, x: usize, xStep: usize, y: usize, yStep: usize, n: i32): void {
  for (let i = 0; i < n; i += 2) {
    const a = v128.load(x);
    const b = v128.load(y);
    v128.store(out, f64x2.add(a, b));
    x += xStep;
    y += yStep;
    out += 16;
  }
}

/** a − b */
export function sub(out: usize, x: usize, xStep: usize, y: usize, yStep: usize, n: i32): void {
  for (let i = 0; i < n; i += 2) {
    const a = v128.load(x);
    const b = v128.load(y);
    v128.store(out, f64x2.sub(a, b));
    x += xStep;
    y += yStep;
    out += 16;
  }
}

/** a · b */
export function mul(out: usize, x: usize, xStep: usize, y: usize, yStep: usize, n: i32): void {
  for (let i = 0; i < n; i += 2) {
    const a = v128.load(x);
    const b = v128.load(y);
    v128.store(out, f64x2.mul(a, b));
    x += xStep;
    y += yStep;
    out += 16;
  }
}

/** a ÷ b */
export function div(out: usize, x: usize, xStep: usize, y: usize, yStep: usize, n: i32): void {
  for (let i = 0; i < n; i += 2) {
    const a = v128.load(x);
    const b = v128.load(y);
    v128.store(out, f64x2.div(a, b));
    x += xStep;
    y += yStep;
    out += 16;
  }
}

/** a ÷ b, 0 where b is 0 */
export function divNoNan(out: usize, x: usize, xStep: usize, y: usize, yStep: usize, n: i32): void {
  for (let i = 0; i < n; i += 2) {
    const a = v128.load(x);
    const b = v128.load(y);
    v128.store(out, v128.and(f64x2.div(a, b), f64x2.ne(b, f64x2.splat(0))));
    x += xStep;
    y += yStep;
    out += 16;
  }
}

/** The smaller one. */
export function minimum(out: usize, x: usize, xStep: usize, y: usize, yStep: usize, n: i32): void {
  for (let i = 0; i < n; i += 2) {
    const a = v128.load(x);
    const b = v128.load(y);
    v128.store(out, f64x2.min(a, b));
    x += xStep;
    y += yStep;
    out += 16;
  }
}

/** The larger one. */
export function maximum(out: usize, x: usize, xStep: usize, y: usize, yStep: usize, n: i32): void {
  for (let i = 0; i < n; i += 2) {
    const a = v128.load(x);
    const b = v128.load(y);
    v128.store(out, f64x2.max(a, b));
    x += xStep;
    y += yStep;
    out += 16;
  }
}

/** 1 where a > b, 0 elsewhere. */
export function above(out: usize, x: usize, xStep: usize, y: usize, yStep: usize, n: i32): void {
  for (let i = 0; i < n; i += 2) {
    const a = v128.load(x);
    const b = v128.load(y);
    v128.store(out, v128.and(f64x2.gt(a, b), f64x2.splat(1)));
    x += xStep;
    y += yStep;
    out += 16;
  }
}

/** 1 where a ≥ b, 0 elsewhere. */
export function atLeast(out: usize, x: usize, xStep: usize, y: usize, yStep: usize, n: i32): void {
  for (let i = 0; i < n; i += 2) {
    const a = v128.load(x);
    const b = v128.load(y);
    v128.store(out, v128.and(f64x2.ge(a, b), f64x2.splat(1)));
    x += xStep;
    y += yStep;
    out += 16;
  }
}

/** x where a is above 0, y elsewhere. */
export function select(out: usize, a: usize, aStep: usize, x: usize, xStep: usize, y: usize, yStep: usize, n: i32): void {
  for (let i = 0; i < n; i += 2) {
    const positive = f64x2.gt(v128.load(a), f64x2.splat(0));
    v128.store(out, v128.bitselect(v128.load(x), v128.load(y), positive));
    a += aStep;
    x += xStep;
    y += yStep;
    out += 16;
  }
}

/** p ← p − factor · change, rounded to float32. */
export function descend(p: usize, factor: usize, change: usize, n: i32): void {
  const f = v128.load(factor);
  for (let i = 0; i < n; i += 2) {
    const next = f64x2.sub(v128.load(p), f64x2.mul(f, v128.load(change)));
    v128.store(p, f64x2.promote_low_f32x4(f32x4.demote_f64x2_zero(next)));
    p += 16;
    change += 16;
  }
}

/** What is nearest in float32. */
export function round(out: usize, a: usize, n: i32): void {
  for (let i = 0; i < n; i += 2) {
    v128.store(out, f64x2.promote_low_f32x4(f32x4.demote_f64x2_zero(v128.load(a))));
    out += 16;
    a += 16;
  }
}
