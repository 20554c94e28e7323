import { expOf } from "./elementary";

/** eᶻ⁻ᵐ of a row with largest number m, and their sum. */
function exponentials(out: usize, z: usize, columns: i32, most: f64): f64 {
  const m = f64x2.splat(most);
  let all: f64 = 0;
  let j = 0;
  for (; j + 2 <= columns; j += 2) {
    const e = expOf(f64x2.sub(v128.load(z + (j << 3)), m));
    v128.store(out + (j << 3), e);
    all += f64x2.extract_lane(e, 0) + f64x2.extract_lane(e, 1);
  }
  if (j < columns) {
    const e = f64x2.extract_lane(expOf(f64x2.sub(v128.load64_splat(z + (j << 3)), m)), 0);
    store<f64>(out + (j << 3), e);
    all += e;
  }
  return all;
}

function largestOf(z: usize, columns: i32): f64 {
  let most = load<f64>(z);
  for (let j = 1; j < columns; j++) most = max(most, load<f64>(z + (j << 3)));
  return most;
}

/** p of each row. */
export function softmax(out: usize, z: usize, rows: i32, columns: i32): void {
  for (let i = 0; i < rows; i++) {
    const all = exponentials(out, z, columns, largestOf(z, columns));
    for (let j = 0; j < columns; j++) store<f64>(out + (j << 3), load<f64>(out + (j << 3)) / all);
    out += <usize>columns << 3;
    z += <usize>columns << 3;
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
      const at = <usize>j << 3;
      const target = load<f64>(y + at);
      if (target != 0) loss += target * (logarithm - (load<f64>(z + at) - most));
      store<f64>(error + at, load<f64>(error + at) / all - target);
    }
    store<f64>(losses, loss);
    losses += 8;
    error += <usize>columns << 3;
    z += <usize>columns << 3;
    y += <usize>columns << 3;
  }
}

/** pⱼ Σₖ pₖ(eⱼ − eₖ) */
export function softmaxGradient(out: usize, p: usize, e: usize, rows: i32, columns: i32): void {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const own = load<f64>(e + (j << 3));
      let along: f64 = 0;
      for (let k = 0; k < columns; k++) along += load<f64>(p + (k << 3)) * (own - load<f64>(e + (k << 3)));
      store<f64>(out + (j << 3), load<f64>(p + (j << 3)) * along);
    }
    out += <usize>columns << 3;
    p += <usize>columns << 3;
    e += <usize>columns << 3;
  }
}
