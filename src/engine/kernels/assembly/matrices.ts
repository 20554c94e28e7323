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

/** Four rows by four columns are summed at once. Written into either function by itself, as what is not needed costs a tenth. */
@inline
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
  plus: bool,
): void {
  const width = <usize>columns << 3;
  let i = 0;
  for (; i + 4 <= rows; i += 4) {
    let j = 0;
    for (; j + 4 <= columns; j += 4) fourByFour(out + (j << 3), a, aRow, aColumn, b + (j << 3), inner, width, c + (j << 3), cRow, plus);
    for (; j < columns; j++) {
      for (let r = 0; r < 4; r++) single(out + width * r + (j << 3), a + aRow * r, aColumn, b + (j << 3), inner, width, c + cRow * r + (j << 3), plus);
    }
    a += aRow << 2;
    out += width << 2;
    c += cRow << 2;
  }
  for (; i < rows; i++) {
    let j = 0;
    for (; j + 4 <= columns; j += 4) oneByFour(out + (j << 3), a, aColumn, b + (j << 3), inner, width, c + (j << 3), plus);
    for (; j < columns; j++) single(out + (j << 3), a, aColumn, b + (j << 3), inner, width, c + (j << 3), plus);
    a += aRow;
    out += width;
    c += cRow;
  }
}

@inline
function fourByFour(out: usize, a: usize, aRow: usize, aColumn: usize, b: usize, inner: i32, width: usize, c: usize, cRow: usize, plus: bool): void {
  let c00 = f64x2.splat(0);
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
    let x = v128.load64_splat(a);
    c00 = f64x2.add(c00, f64x2.mul(x, b0));
    c01 = f64x2.add(c01, f64x2.mul(x, b1));
    x = v128.load64_splat(a + a1);
    c10 = f64x2.add(c10, f64x2.mul(x, b0));
    c11 = f64x2.add(c11, f64x2.mul(x, b1));
    x = v128.load64_splat(a + a2);
    c20 = f64x2.add(c20, f64x2.mul(x, b0));
    c21 = f64x2.add(c21, f64x2.mul(x, b1));
    x = v128.load64_splat(a + a3);
    c30 = f64x2.add(c30, f64x2.mul(x, b0));
    c31 = f64x2.add(c31, f64x2.mul(x, b1));
    a += aColumn;
    b += width;
  }
  if (plus) {
    c00 = f64x2.add(c00, v128.load(c));
    c01 = f64x2.add(c01, v128.load(c, 16));
    c += cRow;
    c10 = f64x2.add(c10, v128.load(c));
    c11 = f64x2.add(c11, v128.load(c, 16));
    c += cRow;
    c20 = f64x2.add(c20, v128.load(c));
    c21 = f64x2.add(c21, v128.load(c, 16));
    c += cRow;
    c30 = f64x2.add(c30, v128.load(c));
    c31 = f64x2.add(c31, v128.load(c, 16));
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

function oneByFour(out: usize, a: usize, aColumn: usize, b: usize, inner: i32, width: usize, c: usize, plus: bool): void {
  let c0 = f64x2.splat(0);
  let c1 = c0;
  for (let k = 0; k < inner; k++) {
    const x = v128.load64_splat(a);
    c0 = f64x2.add(c0, f64x2.mul(x, v128.load(b)));
    c1 = f64x2.add(c1, f64x2.mul(x, v128.load(b, 16)));
    a += aColumn;
    b += width;
  }
  v128.store(out, plus ? f64x2.add(c0, v128.load(c)) : c0);
  v128.store(out, plus ? f64x2.add(c1, v128.load(c, 16)) : c1, 16);
}

function single(out: usize, a: usize, aColumn: usize, b: usize, inner: i32, width: usize, c: usize, plus: bool): void {
  let sum: f64 = 0;
  for (let k = 0; k < inner; k++) {
    sum += load<f64>(a) * load<f64>(b);
    a += aColumn;
    b += width;
  }
  store<f64>(out, plus ? sum + load<f64>(c) : sum);
}

export function transpose(out: usize, a: usize, rows: i32, columns: i32): void {
  for (let j = 0; j < columns; j++) {
    let from = a + (j << 3);
    for (let i = 0; i < rows; i++) {
      store<f64>(out, load<f64>(from));
      out += 8;
      from += <usize>columns << 3;
    }
  }
}

/** A row, again and again. */
export function repeatRow(out: usize, row: usize, rows: i32, columns: i32): void {
  const width = <usize>columns << 3;
  for (let i = 0; i < rows; i++) {
    memory.copy(out, row, width);
    out += width;
  }
}

/** A column, again and again. */
export function repeatColumn(out: usize, column: usize, rows: i32, columns: i32): void {
  for (let i = 0; i < rows; i++) {
    const value = load<f64>(column + (i << 3));
    for (let j = 0; j < columns; j++) {
      store<f64>(out, value);
      out += 8;
    }
  }
}

/** One number after another from places of their own. */
export function copy(out: usize, from: usize, n: i32): void {
  memory.copy(out, from, <usize>n << 3);
}
