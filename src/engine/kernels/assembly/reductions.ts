import { get, LANES, lower, plus, put, putSplat, SHIFT, splat, total, totalOfTwo, upper } from "./real";

/** Σ of each column. */
export function sumRows(out: usize, a: usize, rows: i32, columns: i32): void {
  const width = <usize>columns << SHIFT;
  let j = 0;
  // Four registers at once, as a sum waits for its last number.
  for (; j + 4 * LANES <= columns; j += 4 * LANES) {
    let s0 = splat(0);
    let s1 = s0;
    let s2 = s0;
    let s3 = s0;
    let from = a + (j << SHIFT);
    for (let i = 0; i < rows; i++) {
      s0 = plus(s0, v128.load(from));
      s1 = plus(s1, v128.load(from, 16));
      s2 = plus(s2, v128.load(from, 32));
      s3 = plus(s3, v128.load(from, 48));
      from += width;
    }
    const to = out + (j << SHIFT);
    v128.store(to, s0);
    v128.store(to, s1, 16);
    v128.store(to, s2, 32);
    v128.store(to, s3, 48);
  }
  for (; j + LANES <= columns; j += LANES) {
    let sum = splat(0);
    let from = a + (j << SHIFT);
    for (let i = 0; i < rows; i++) {
      sum = plus(sum, v128.load(from));
      from += width;
    }
    v128.store(out + (j << SHIFT), sum);
  }
  for (; j < columns; j++) {
    let sum: f64 = 0;
    let from = a + (j << SHIFT);
    for (let i = 0; i < rows; i++) {
      sum += get(from);
      from += width;
    }
    if (columns == 1) putSplat(out, sum);
    else put(out + (j << SHIFT), sum);
  }
}

function sum(a: usize, n: i32): f64 {
  let some = splat(0);
  let i = 0;
  for (; i + LANES <= n; i += LANES) {
    some = plus(some, v128.load(a));
    a += 16;
  }
  let all = total(some);
  for (; i < n; i++) {
    all += get(a);
    a += 1 << SHIFT;
  }
  return all;
}

/** Σ of each row. */
export function sumColumns(out: usize, a: usize, rows: i32, columns: i32): void {
  for (let i = 0; i < rows; i++) {
    if (rows == 1) putSplat(out, sum(a, columns));
    else put(out + (i << SHIFT), sum(a, columns));
    a += <usize>columns << SHIFT;
  }
}

export function largest(out: usize, a: usize, n: i32): void {
  let most: f64 = -Infinity;
  for (let i = 0; i < n; i++) most = max(most, get(a + (i << SHIFT)));
  putSplat(out, most);
}

/** Σa² in float64, each divided by the square of a number first. */
function squares(a: usize, n: i32, divisor: f64): f64 {
  const d = f64x2.splat(1 / divisor);
  let s0 = f64x2.splat(0);
  let s1 = s0;
  let i = 0;
  for (; i + 4 <= n; i += 4) {
    const some = v128.load(a);
    const x = f64x2.mul(SINGLE ? lower(some) : some, d);
    const y = f64x2.mul(SINGLE ? upper(some) : v128.load(a, 16), d);
    s0 = f64x2.add(s0, f64x2.mul(x, x));
    s1 = f64x2.add(s1, f64x2.mul(y, y));
    a += 4 << SHIFT;
  }
  let all = totalOfTwo(f64x2.add(s0, s1));
  for (; i < n; i++) {
    const x = get(a) / divisor;
    all += x * x;
    a += 1 << SHIFT;
  }
  return all;
}

export function halfSquare(out: usize, a: usize, n: i32): void {
  putSplat(out, squares(a, n, 1) / 2);
}

/** ‖a‖; where squares leave the middle of the range, the numbers are divided by about the largest first. */
export function norm(out: usize, a: usize, n: i32): void {
  const plain = squares(a, n, 1);
  if (plain > 1.2e-271 && plain < 8.4e270) return putSplat(out, sqrt(plain));
  let most: f64 = 0;
  for (let i = 0; i < n; i++) most = max(most, abs(get(a + (i << SHIFT))));
  if (most == 0 || !isFinite(most)) return putSplat(out, most);
  // So that its inverse is finite.
  const divisor = max(most, 1e-300);
  putSplat(out, divisor * sqrt(squares(a, n, divisor)));
}
