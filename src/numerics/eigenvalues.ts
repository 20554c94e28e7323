import { columnOf, reflectColumns, reflectorOf, reflectRows, toHessenberg } from "./householder";
import { maxAbs } from "./norm";

/** Steps without an eigenvalue after which another shift is taken. */
const PATIENCE = 10;

/** The eigenvalues of a square matrix of finite numbers, row by row: Francis' double steps on Hessenberg's form (Golub & Van Loan, §7.5). */
export function eigenvalues(values: ArrayLike<number>, n: number): { real: number[]; imaginary: number[] } {
  const h = Float64Array.from(values);
  const size = maxAbs(h);
  toHessenberg(h, n);
  const [real, imaginary]: number[][] = [[], []];
  const found = (re: number, im: number): void => void (real.push(re), imaginary.push(im));
  const isNothing = (i: number): boolean => {
    const near = Math.abs(h[(i - 1) * (n + 1)]) + Math.abs(h[i * (n + 1)]);
    return Math.abs(h[i * n + i - 1]) <= Number.EPSILON * Math.max(near, Number.EPSILON * size);
  };
  let tries = 0;
  for (let high = n - 1; high >= 0;) {
    let low = high;
    while (low > 0 && !isNothing(low)) low--;
    if (low + 1 < high) {
      step(h, n, low, high, ++tries % PATIENCE === 0);
      continue;
    }
    if (low === high) found(h[high * (n + 1)], 0);
    else pair(h, n, low).forEach(([re, im]) => found(re, im));
    high = low - 1;
    tries = 0;
  }
  return { real, imaginary };
}

/** A double step in the rows and columns from `low` to `high`, with the eigenvalues of the last two for shifts, or with others. */
function step(h: Float64Array, n: number, low: number, high: number, isOther: boolean): void {
  const at = (i: number, j: number): number => h[i * n + j];
  const below = Math.abs(at(high, high - 1)) + Math.abs(at(high - 1, high - 2));
  const sum = isOther ? 1.5 * below : at(high - 1, high - 1) + at(high, high);
  const product = isOther
    ? below * below
    : at(high - 1, high - 1) * at(high, high) - at(high - 1, high) * at(high, high - 1);
  const [first, next] = [at(low, low), at(low + 1, low)];
  let x: Float64Array = Float64Array.of(
    first * first + at(low, low + 1) * next - sum * first + product,
    next * (first + at(low + 1, low + 1) - sum),
    next * at(low + 2, low + 1),
  );
  for (let k = low; k < high; k++) {
    const end = Math.min(k + 3, high + 1);
    if (k > low) x = columnOf(h, n, k - 1, k, end);
    const v = reflectorOf(x.subarray(0, end - k));
    reflectRows(h, n, v, k, Math.max(low, k - 1), high + 1);
    reflectColumns(h, n, v, k, low, Math.min(k + 4, high + 1));
  }
}

/** The eigenvalues of two rows and columns. */
function pair(h: Float64Array, n: number, low: number): [re: number, im: number][] {
  const [a, b, c, d] = [0, 1, n, n + 1].map((k) => h[low * (n + 1) + k]);
  const half = (a - d) / 2;
  const square = half * half + b * c;
  const root = Math.sqrt(Math.abs(square));
  if (square < 0) return [[(a + d) / 2, root], [(a + d) / 2, -root]]; // prettier-ignore
  const far = half + (half < 0 ? -root : root);
  return [[d + far, 0], [far === 0 ? d : d - (b * c) / far, 0]]; // prettier-ignore
}
