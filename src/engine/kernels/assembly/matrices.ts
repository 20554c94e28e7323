import { get, LANES, loadSplat, plus, put, SHIFT, splat, times } from "./real";

/**
 * out = A·B, row by row. Aᵢₖ is aRow·i + aColumn·k bytes from where A begins, so that Aᵀ is another pair of steps.
 */
export function matMul(
  out: usize,
  a: usize,
  aRow: usize,
  aColumn: usize,
  b: usize,
  rows: i32,
  inner: i32,
  columns: i32,
): void {
  product(out, a, aRow, aColumn, b, rows, inner, columns, 0, 0, false);
}

/** The same plus C, whose rows are so many bytes apart: 0 for one row that is added to all. */
export function matMulPlus(
  out: usize,
  a: usize,
  aRow: usize,
  aColumn: usize,
  b: usize,
  rows: i32,
  inner: i32,
  columns: i32,
  c: usize,
  cRow: usize,
): void {
  product(out, a, aRow, aColumn, b, rows, inner, columns, c, cRow, true);
}

/** Four rows by two registers of columns are summed at once; what is left of a row by one, the last with some columns once more. */
function product(
  out: usize,
  a: usize,
  aRow: usize,
  aColumn: usize,
  b: usize,
  rows: i32,
  inner: i32,
  columns: i32,
  c: usize,
  cRow: usize,
  isMore: bool,
): void {
  const width = <usize>columns << SHIFT;
  for (; rows > 0; rows -= 4) {
    let j = 0;
    const block = min(rows, 4);
    if (block == 4) {
      for (; j + 2 * LANES <= columns; j += 2 * LANES)
        fourByTwo(out + (j << SHIFT), a, aRow, aColumn, b + (j << SHIFT), inner, width, c + (j << SHIFT), cRow, isMore);
    }
    for (let r = 0; r < block; r++) {
      for (let k = j; k < columns; k += columns < LANES ? 1 : LANES) {
        const at = (columns < LANES ? k : min(k, columns - LANES)) << SHIFT;
        if (columns < LANES) single(out + at, a, aColumn, b + at, inner, width, c + at, isMore);
        else oneByOne(out + at, a, aColumn, b + at, inner, width, c + at, isMore);
      }
      a += aRow;
      out += width;
      c += cRow;
    }
  }
}

@inline
function fourByTwo(out: usize, a: usize, aRow: usize, aColumn: usize, b: usize, inner: i32, width: usize, c: usize, cRow: usize, isMore: bool): void {
  let c00 = splat(0);
  let c01 = c00;
  let c10 = c00;
  let c11 = c00;
  let c20 = c00;
  let c21 = c00;
  let c30 = c00;
  let c31 = c00;
  const a1 = aRow;
  const a2 = aRow << 1;
  const a3 = a2 + aRow;
  for (let k = 0; k < inner; k++) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let x = loadSplat(a);
    c00 = plus(c00, times(x, b0));
    c01 = plus(c01, times(x, b1));
    x = loadSplat(a + a1);
    c10 = plus(c10, times(x, b0));
    c11 = plus(c11, times(x, b1));
    x = loadSplat(a + a2);
    c20 = plus(c20, times(x, b0));
    c21 = plus(c21, times(x, b1));
    x = loadSplat(a + a3);
    c30 = plus(c30, times(x, b0));
    c31 = plus(c31, times(x, b1));
    a += aColumn;
    b += width;
  }
  if (isMore) {
    c00 = plus(c00, v128.load(c));
    c01 = plus(c01, v128.load(c, 16));
    c += cRow;
    c10 = plus(c10, v128.load(c));
    c11 = plus(c11, v128.load(c, 16));
    c += cRow;
    c20 = plus(c20, v128.load(c));
    c21 = plus(c21, v128.load(c, 16));
    c += cRow;
    c30 = plus(c30, v128.load(c));
    c31 = plus(c31, v128.load(c, 16));
  }
  v128.store(out, c00);
  v128.store(out, c01, 16);
  out += width;
  v128.store(out, c10);
  v128.store(out, c11, 16);
  out += width;
  v128.store(out, c20);
  v128.store(out, c21, 16);
  out += width;
  v128.store(out, c30);
  v128.store(out, c31, 16);
}

function oneByOne(out: usize, a: usize, aColumn: usize, b: usize, inner: i32, width: usize, c: usize, isMore: bool): void {
  let sum = splat(0);
  for (let k = 0; k < inner; k++) {
    sum = plus(sum, times(loadSplat(a), v128.load(b)));
    a += aColumn;
    b += width;
  }
  v128.store(out, isMore ? plus(sum, v128.load(c)) : sum);
}

function single(out: usize, a: usize, aColumn: usize, b: usize, inner: i32, width: usize, c: usize, isMore: bool): void {
  let sum: f64 = 0;
  for (let k = 0; k < inner; k++) {
    sum += get(a) * get(b);
    a += aColumn;
    b += width;
  }
  put(out, isMore ? sum + get(c) : sum);
}

export function transpose(out: usize, a: usize, rows: i32, columns: i32): void {
  for (let j = 0; j < columns; j++) {
    let from = a + (j << SHIFT);
    for (let i = 0; i < rows; i++) {
      put(out, get(from));
      out += 1 << SHIFT;
      from += <usize>columns << SHIFT;
    }
  }
}

/** A row, again and again. */
export function repeatRow(out: usize, row: usize, rows: i32, columns: i32): void {
  const width = <usize>columns << SHIFT;
  for (let i = 0; i < rows; i++) {
    memory.copy(out, row, width);
    out += width;
  }
}

/** A column, again and again. */
export function repeatColumn(out: usize, column: usize, rows: i32, columns: i32): void {
  for (let i = 0; i < rows; i++) {
    const value = get(column + (i << SHIFT));
    for (let j = 0; j < columns; j++) {
      put(out, value);
      out += 1 << SHIFT;
    }
  }
}

/** One number after another from places of their own. */
export function copy(out: usize, from: usize, n: i32): void {
  memory.copy(out, from, <usize>n << SHIFT);
}
