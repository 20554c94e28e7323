import digamma from "@stdlib/math-base-special-digamma";
import trigamma from "@stdlib/math-base-special-trigamma";
import { requireKnownKeys, requireNumber } from "../../errors";
import { random } from "../../random/random";

/** One direction of a product of random matrices. */
export interface LyapunovDirection {
  /** k, from 1, the direction that grows most, to n. */
  index: number;
  /** λ_k: what a factor adds to the logarithm of its length, in expectation. */
  exponent: number;
  /** Standard deviation of `measured` over draws of the product. */
  deviation: number;
  /** The mean of the logarithms over the factors of one drawn product, by QR. */
  measured: number;
}

/** The Lyapunov spectrum of a product of Gaussian matrices. */
export interface LyapunovSpectrum {
  /** n. */
  width: number;
  /** L, the number of factors. */
  depth: number;
  /** From the direction that grows most to the one that shrinks most. */
  directions: LyapunovDirection[];
  /** λ₁ − λ₂ = ½[ψ(n/2) − ψ((n−1)/2)] ≈ 1/(2n): how fast the second falls behind the first; 0 for n = 1. */
  gap: number;
}

/**
 * The Lyapunov spectrum of a product of L independent n × n matrices with normal entries of variance 1/n: in theory, and of one
 * product by QR (Benettin et al. 1980).
 *
 * A Gaussian matrix times an orthogonal one is Gaussian again, and in its QR decomposition n R_kk² is χ² with n − k + 1 degrees of
 * freedom. So ln R_kk has mean λ_k = ½[ψ((n−k+1)/2) + ln(2/n)] and variance ¼ψ′((n−k+1)/2), independent from factor to factor
 * (Newman 1986): exact at every n and L. The singular values of the product are e^(λ_k L) for L ≫ n, to leading order.
 * @param options.width n, a whole number from 1 to 256
 * @param options.depth L, a whole number from 1 to 10 000; at most 10⁹ operations, L n³
 * @param options.seed of the product
 */
export function lyapunovSpectrum(options: { width: number; depth: number; seed: number }): LyapunovSpectrum {
  requireKnownKeys("lyapunovSpectrum options", options, ["width", "depth", "seed"]);
  const width = requireNumber("lyapunovSpectrum width", options.width, { min: 1, max: 256, whole: true });
  const most = Math.max(1, Math.min(10_000, Math.floor(1e9 / width ** 3)));
  const depth = requireNumber("lyapunovSpectrum depth", options.depth, { min: 1, max: most, whole: true });
  const draw = random(options.seed, "lyapunov");
  let basis = identity(width);
  const sums = new Float64Array(width);
  for (let factor = 0; factor < depth; factor++) {
    basis = orthonormalized(gaussianTimes(basis, () => draw.normal() / Math.sqrt(width)));
    basis.forEach(({ length }, k) => (sums[k] += Math.log(length)));
  }
  const directions = Array.from({ length: width }, (_, i) => {
    const half = (width - i) / 2;
    return {
      index: i + 1,
      exponent: (digamma(half) + Math.log(2 / width)) / 2,
      deviation: Math.sqrt(trigamma(half) / 4 / depth),
      measured: sums[i] / depth,
    };
  });
  return { width, depth, directions, gap: width === 1 ? 0 : directions[0].exponent - directions[1].exponent };
}

/** A vector of the basis, and how long it was before it got length 1. */
interface Direction {
  vector: Float64Array;
  length: number;
}

const identity = (n: number): Direction[] =>
  Array.from({ length: n }, (_, k) => ({
    vector: Float64Array.from({ length: n }, (_zero, i) => Number(i === k)),
    length: 1,
  }));

/** W times every vector, of a matrix W that is drawn row by row. */
function gaussianTimes(basis: readonly Direction[], entry: () => number): Float64Array[] {
  const n = basis.length;
  const images = basis.map(() => new Float64Array(n));
  const row = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) row[j] = entry();
    for (let k = 0; k < n; k++) images[k][i] = inner(row, basis[k].vector);
  }
  return images;
}

/** Gram and Schmidt's procedure, twice for each vector, which is enough (Kahan and Parlett). */
function orthonormalized(images: readonly Float64Array[]): Direction[] {
  const basis: Direction[] = [];
  for (const v of images) {
    for (let pass = 0; pass < 2; pass++) {
      for (const { vector } of basis) {
        const along = inner(v, vector);
        for (let i = 0; i < v.length; i++) v[i] -= along * vector[i];
      }
    }
    const length = Math.sqrt(inner(v, v));
    basis.push({ vector: v.map((x) => x / length), length });
  }
  return basis;
}

function inner(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
