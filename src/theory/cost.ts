/** The Hessian of a cost at one point, as its eigenvalues and eigenvectors. */
export interface Curvature {
  /** Eigenvalues λ, in ascending order. */
  values: number[];
  /** One unit eigenvector per eigenvalue. */
  vectors: number[][];
}

/** A cost that theory knows whole: its value, slope and curvature at any point (float64). */
export interface Cost {
  /** The cost in TeX. */
  readonly tex: string;
  /** The largest number that the cost never falls below. */
  readonly infimum: number;
  /** C(w). */
  cost(w: readonly number[]): number;
  /** ∂C/∂w, one number per weight. */
  gradient(w: readonly number[]): number[];
  /** The eigenvalues and eigenvectors of the Hessian ∂²C/∂w². */
  curvature(w: readonly number[]): Curvature;
}

/** Euclidean length, without overflow or underflow on the way. */
export function length(v: readonly number[]): number {
  let squares = 0;
  for (const value of v) squares += value * value;
  // To divide by the largest costs more, and only squares at the ends of float64 need it.
  if (squares > 2 ** -900 && squares < 2 ** 900) return Math.sqrt(squares);
  let [largest, sum] = [0, 0];
  for (const x of v) largest = Math.max(largest, Math.abs(x));
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  for (const x of v) sum += (x / largest) ** 2;
  return largest * Math.sqrt(sum);
}

/** Σ aᵢbᵢ */
export function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/** origin + t·direction */
export const along = (origin: readonly number[], direction: readonly number[], t: number): number[] =>
  origin.map((value, i) => value + t * direction[i]);
