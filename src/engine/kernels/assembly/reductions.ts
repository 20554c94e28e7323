// A single number is written twice, as elementwise operations take it.

@inline
function put(out: usize, value: f64, alone: bool): void {
  store<f64>(out, value);
  if (alone) store<f64>(out, value, 8);
}

/** Σ of each column. */
export function sumRows(out: usize, a: usize, rows: i32, columns: i32): void {
  const width = <usize>columns << 3;
  let j = 0;
  // Eight at once, as a sum waits for its last number.
  for (; j + 8 <= columns; j += 8) {
    let s0 = f64x2.splat(0);
    let s1 = s0;
    let s2 = s0;
    let s3 = s0;
    let from = a + (j << 3);
    for (let i = 0; i < rows; i++) {
      s0 = f64x2.add(s0, v128.load(from));
      s1 = f64x2.add(s1, v128.load(from, 16));
      s2 = f64x2.add(s2, v128.load(from, 32));
      s3 = f64x2.add(s3, v128.load(from, 48));
      from += width;
    }
    const to = out + (j << 3);
    v128.store(to, s0);
    v128.store(to, s1, 16);
    v128.store(to, s2, 32);
    v128.store(to, s3, 48);
  }
  for (; j + 2 <= columns; j += 2) {
    let sum = f64x2.splat(0);
    let from = a + (j << 3);
    for (let i = 0; i < rows; i++) {
      sum = f64x2.add(sum, v128.load(from));
      from += width;
    }
    v128.store(out + (j << 3), sum);
  }
  if (j < columns) {
    let sum: f64 = 0;
    let from = a + (j << 3);
    for (let i = 0; i < rows; i++) {
      sum += load<f64>(from);
      from += width;
    }
    put(out + (j << 3), sum, columns == 1);
  }
}

function sum(a: usize, n: i32): f64 {
  let both = f64x2.splat(0);
  let i = 0;
  for (; i + 2 <= n; i += 2) {
    both = f64x2.add(both, v128.load(a));
    a += 16;
  }
  const all = f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1);
  return i < n ? all + load<f64>(a) : all;
}

/** Σ of each row. */
export function sumColumns(out: usize, a: usize, rows: i32, columns: i32): void {
  for (let i = 0; i < rows; i++) {
    put(out + (i << 3), sum(a, columns), rows == 1);
    a += <usize>columns << 3;
  }
}

export function largest(out: usize, a: usize, n: i32): void {
  let most: f64 = -Infinity;
  for (let i = 0; i < n; i++) most = max(most, load<f64>(a + (i << 3)));
  put(out, most, true);
}

/** Σa², each divided by the square of a number first. */
function squares(a: usize, n: i32, divisor: f64): f64 {
  const d = f64x2.splat(1 / divisor);
  let s0 = f64x2.splat(0);
  let s1 = s0;
  let i = 0;
  for (; i + 4 <= n; i += 4) {
    const x = f64x2.mul(v128.load(a), d);
    const y = f64x2.mul(v128.load(a, 16), d);
    s0 = f64x2.add(s0, f64x2.mul(x, x));
    s1 = f64x2.add(s1, f64x2.mul(y, y));
    a += 32;
  }
  s0 = f64x2.add(s0, s1);
  let all = f64x2.extract_lane(s0, 0) + f64x2.extract_lane(s0, 1);
  for (; i < n; i++) {
    const x = load<f64>(a) / divisor;
    all += x * x;
    a += 8;
  }
  return all;
}

export function halfSquare(out: usize, a: usize, n: i32): void {
  put(out, squares(a, n, 1) / 2, true);
}

/** ‖a‖; where squares leave the middle of the range, the numbers are divided by about the largest first. */
export function norm(out: usize, a: usize, n: i32): void {
  const plain = squares(a, n, 1);
  if (plain > 1.2e-271 && plain < 8.4e270) return put(out, sqrt(plain), true);
  let most: f64 = 0;
  for (let i = 0; i < n; i++) most = max(most, abs(load<f64>(a + (i << 3))));
  if (most == 0 || !isFinite(most)) return put(out, most, true);
  // So that its inverse is finite.
  const divisor = max(most, 1e-300);
  put(out, divisor * sqrt(squares(a, n, divisor)), true);
}
