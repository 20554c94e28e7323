import { InvalidArgument, requireNumber, requireNumberList } from "../errors";
import { dot } from "./dot";
import { orthogonalize } from "./gram-schmidt";
import { maxAbs, norm } from "./norm";

/** The residual of the largest eigenpair, relative to it, at which the search ends; the eigenvalue is far closer by then. */
const SETTLED = 1e-10;

/**
 * ‖W‖₂, the largest singular value of a rows × columns matrix, by Lanczos' method on WᵀW with all its vectors kept
 * orthogonal (Golub & Van Loan, §10.1 and 10.4): some 60 products with W where a decomposition takes thousands.
 * @param weights row by row
 */
export function spectralNorm(weights: ArrayLike<number>, rows: number, columns: number): number {
  const range = { min: 1, whole: true };
  requireNumber("spectralNorm rows", rows, range);
  requireNumber("spectralNorm columns", columns, range);
  requireNumberList("spectralNorm weights", weights);
  if (weights.length !== rows * columns) {
    throw new InvalidArgument(
      "spectralNorm weights",
      `must be rows × columns (${rows * columns}) numbers`,
      weights.length,
    );
  }
  const values = Float64Array.from(weights);
  const top = maxAbs(values);
  if (top === 0) return 0;
  // Scaled, so that no square leaves float64.
  const scaled = values.map((value) => value / top);
  return top * Math.sqrt(largestEigenvalue(scaled, columns));
}

/** The largest eigenvalue of AᵀA, where A has rows of `n` numbers. */
function largestEigenvalue(a: Float64Array, n: number): number {
  const [diagonal, beside]: [number[], number[]] = [[], []];
  const basis: Float64Array[] = [];
  let next = start(n);
  for (let k = 0; ; k++) {
    basis.push(next);
    const image = gramTimes(a, next);
    // Divided by what should be 1, so that the norm of a multiple of the identity is exact.
    diagonal.push(dot(image, next) / dot(next, next));
    orthogonalize(image, basis);
    const rest = Math.sqrt(dot(image, image));
    const largest = largestOfTridiagonal(diagonal, beside);
    if (basis.length === n || rest * lastComponent(diagonal, beside, largest) <= SETTLED * largest)
      return largest;
    beside.push(rest);
    next = image.map((value) => value / rest);
  }
}

/** A unit vector with transcendental components, which no matrix has for an eigenvector by some regularity of its numbers. */
function start(n: number): Float64Array {
  const v = Float64Array.from({ length: n }, (_, i) => 1 + (((i + 1) * Math.E) % 1));
  const size = Math.sqrt(dot(v, v));
  return v.map((value) => value / size);
}

/** AᵀAv in one pass over the rows of A. */
function gramTimes(a: Float64Array, v: Float64Array): Float64Array {
  const n = v.length;
  const result = new Float64Array(n);
  for (let row = 0; row < a.length; row += n) {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += a[row + j] * v[j];
    for (let j = 0; j < n; j++) result[j] += a[row + j] * sum;
  }
  return result;
}

/** The largest eigenvalue of a symmetric tridiagonal matrix, by bisection. */
function largestOfTridiagonal(diagonal: number[], beside: number[]): number {
  let low = Math.max(...diagonal);
  let high = Math.max(...diagonal.map((d, i) => d + (beside[i - 1] ?? 0) + (beside[i] ?? 0)));
  for (let middle = (low + high) / 2; middle > low && middle < high; middle = (low + high) / 2) {
    if (isAbove(middle, diagonal, beside)) high = middle;
    else low = middle;
  }
  return high;
}

/** Whether x is above all eigenvalues: then every pivot of T − xI is negative (Sturm). */
function isAbove(x: number, diagonal: number[], beside: number[]): boolean {
  let pivot = -1;
  return diagonal.every((d, i) => (pivot = d - x - (i > 0 ? beside[i - 1] ** 2 / pivot : 0)) < 0);
}

/** The size of the last component of an eigenvalue's unit vector, by the recursion in which the others grow. */
function lastComponent(diagonal: number[], beside: number[], eigenvalue: number): number {
  const vector = [1];
  for (let i = diagonal.length - 1; i > 0; i--) {
    const below = (beside[i] ?? 0) * (vector.at(-2) ?? 0);
    const value = ((eigenvalue - diagonal[i]) * vector.at(-1)! - below) / beside[i - 1];
    // Beyond this the first component is nothing beside the others.
    if (!(Math.abs(value) < 1e150)) return 0;
    vector.push(value);
  }
  return 1 / norm(vector);
}
