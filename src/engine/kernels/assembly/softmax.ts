import { first, get, LANES, loadSplat, minus, put, SHIFT, splat, total } from "./real";
import { exponentialOf } from "./single";

/** eᶻ⁻ᵐ of a row with largest number m, and their sum. */
function exponentials(out: usize, z: usize, columns: i32, most: f64): f64 {
  const m = splat(most);
  let all: f64 = 0;
  let j = 0;
  for (; j + LANES <= columns; j += LANES) {
    const e = exponentialOf(minus(v128.load(z + (j << SHIFT)), m));
    v128.store(out + (j << SHIFT), e);
    all += total(e);
  }
  for (; j < columns; j++) {
    const e = first(exponentialOf(minus(loadSplat(z + (j << SHIFT)), m)));
    put(out + (j << SHIFT), e);
    all += e;
  }
  return all;
}

function largestOf(z: usize, columns: i32): f64 {
  let most = get(z);
  for (let j = 1; j < columns; j++) most = max(most, get(z + (j << SHIFT)));
  return most;
}

/** p of each row. */
export function softmax(out: usize, z: usize, rows: i32, columns: i32): void {
  for (let i = 0; i < rows; i++) {
    const all = exponentials(out, z, columns, largestOf(z, columns));
    for (let j = 0; j < columns; j++) put(out + (j << SHIFT), get(out + (j << SHIFT)) / all);
    out += <usize>columns << SHIFT;
    z += <usize>columns << SHIFT;
  }
}

/** The cross-entropy of each row, Σy(ln Σeᶻ − z), and p − y. */
export function softmaxCrossEntropy(losses: usize, error: usize, z: usize, y: usize, rows: i32, columns: i32): void {
  for (let i = 0; i < rows; i++) {
    const most = largestOf(z, columns);
    const all = exponentials(error, z, columns, most);
    const logarithm = Math.log(all);
    let loss: f64 = 0;
    for (let j = 0; j < columns; j++) {
      const at = <usize>j << SHIFT;
      const target = get(y + at);
      if (target != 0) loss += target * (logarithm - (get(z + at) - most));
      put(error + at, get(error + at) / all - target);
    }
    put(losses, loss);
    losses += 1 << SHIFT;
    error += <usize>columns << SHIFT;
    z += <usize>columns << SHIFT;
    y += <usize>columns << SHIFT;
  }
}

/** pⱼ Σₖ pₖ(eⱼ − eₖ) */
export function softmaxGradient(out: usize, p: usize, e: usize, rows: i32, columns: i32): void {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const own = get(e + (j << SHIFT));
      let along: f64 = 0;
      for (let k = 0; k < columns; k++) along += get(p + (k << SHIFT)) * (own - get(e + (k << SHIFT)));
      put(out + (j << SHIFT), get(p + (j << SHIFT)) * along);
    }
    out += <usize>columns << SHIFT;
    p += <usize>columns << SHIFT;
    e += <usize>columns << SHIFT;
  }
}
