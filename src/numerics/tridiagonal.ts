import { hypotenuse } from "./hypotenuse";
import { maxAbs } from "./norm";

/** The share of its neighbours at which a number beside the diagonal is none. */
const NOTHING = Number.EPSILON;

/**
 * The eigenvalues of a symmetric tridiagonal matrix, in place of its diagonal, in no order: implicit QR steps with Wilkinson's shift
 * (Golub & Van Loan, §8.3).
 * @param beside the numbers between one of the diagonal and the next; they become 0
 * @param vectors n rows; become the rows of the eigenvectors where they were those of a unit matrix
 */
export function diagonalize(diagonal: Float64Array, beside: Float64Array, vectors?: Float64Array): void {
  const size = maxAbs(beside);
  const isNothing = (i: number): boolean =>
    Math.abs(beside[i]) <= NOTHING * Math.max(Math.abs(diagonal[i]) + Math.abs(diagonal[i + 1]), NOTHING * size); // prettier-ignore
  let high = diagonal.length - 1;
  while (high > 0) {
    let low = high;
    while (low > 0 && !isNothing(low - 1)) low--;
    if (low === high) high--;
    else step(diagonal, beside, low, high, vectors);
  }
}

function step(d: Float64Array, e: Float64Array, low: number, high: number, vectors?: Float64Array): void {
  const half = (d[high - 1] - d[high]) / 2;
  const last = e[high - 1];
  const shift = d[high] - (last * last) / (half + (half < 0 ? -1 : 1) * hypotenuse(half, last));
  let [x, z] = [d[low] - shift, e[low]];
  for (let k = low; k < high; k++) {
    const r = hypotenuse(x, z);
    const [c, s] = r === 0 ? [1, 0] : [x / r, z / r];
    if (k > low) e[k - 1] = r;
    const [one, between, other] = [d[k], e[k], d[k + 1]];
    d[k] = c * c * one + 2 * c * s * between + s * s * other;
    d[k + 1] = s * s * one - 2 * c * s * between + c * c * other;
    e[k] = (c * c - s * s) * between + c * s * (other - one);
    if (k + 1 < high) {
      [x, z] = [e[k], s * e[k + 1]];
      e[k + 1] *= c;
    }
    if (vectors) rotate(vectors, d.length, k, c, s);
  }
}

/** Rotates row k and the next. */
function rotate(vectors: Float64Array, n: number, k: number, c: number, s: number): void {
  for (let j = k * n; j < (k + 1) * n; j++) {
    const [one, other] = [vectors[j], vectors[j + n]];
    vectors[j] = c * one + s * other;
    vectors[j + n] = c * other - s * one;
  }
}
