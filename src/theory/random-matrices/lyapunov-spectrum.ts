import { requireKnownKeys, requireNumber } from "../../errors";
import { log } from "../../numerics/elementary";
import { orthogonalize } from "../../numerics/gram-schmidt";
import { identity, innerProducts } from "../../numerics/matrix-product";
import { norm } from "../../numerics/norm";
import { digamma, trigamma } from "../../numerics/polygamma";
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
  const sums = new Float64Array(width);
  let basis = identity(width);
  for (let factor = 0; factor < depth; factor++) {
    const matrix = Float64Array.from({ length: width * width }, () => draw.normal() / Math.sqrt(width));
    // Row k is the matrix times vector k.
    basis = innerProducts(basis, matrix, width, width, width);
    orthonormalize(basis, width).forEach((length, k) => (sums[k] += log(length)));
  }
  const directions = Array.from({ length: width }, (_, i) => {
    const half = (width - i) / 2;
    return {
      index: i + 1,
      exponent: (digamma(half) + log(2 / width)) / 2,
      deviation: Math.sqrt(trigamma(half) / 4 / depth),
      measured: sums[i] / depth,
    };
  });
  return { width, depth, directions, gap: width === 1 ? 0 : directions[0].exponent - directions[1].exponent };
}

/** Gram and Schmidt's procedure on the rows of a matrix, in place; gives the lengths that they had before they got length 1. */
function orthonormalize(rows: Float64Array, n: number): number[] {
  const basis: Float64Array[] = [];
  return Array.from({ length: n }, (_, k) => {
    const v = rows.subarray(k * n, (k + 1) * n);
    orthogonalize(v, basis);
    const length = norm(v);
    for (let i = 0; i < n; i++) v[i] /= length;
    basis.push(v);
    return length;
  });
}
