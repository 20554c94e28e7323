import { requireKnownKeys, requireNumber } from "../errors";
import { orthogonalize } from "../numerics/gram-schmidt";
import { norm } from "../numerics/norm";
import type { Random } from "../random/random";
import type { Sampler } from "./initializer";

/**
 * A random orthogonal matrix times a gain (Saxe, McClelland & Ganguli 2013): for fanIn ≤ fanOut the rows are
 * orthonormal, else the columns; uniformly distributed (Gram–Schmidt of a normal matrix).
 * @param options.gain above 0 up to 100; default 1
 */
export function orthogonal(options: { gain?: number } = {}): Sampler {
  requireKnownKeys("orthogonal options", options, ["gain"]);
  const gain = requireNumber("orthogonal gain", options.gain ?? 1, { above: 0, max: 100 });
  return {
    name: "orthogonal",
    parameters: { gain },
    tex: `\\frac{${gain === 1 ? "1" : `${gain}^2`}}{\\max(n_{in}, n_{out})}`,
    variance: (fanIn, fanOut) => gain ** 2 / Math.max(fanIn, fanOut),
    sample(random, fanIn, fanOut) {
      const basis = orthonormal(random, Math.min(fanIn, fanOut), Math.max(fanIn, fanOut));
      const weights = new Float32Array(fanIn * fanOut);
      for (let i = 0; i < fanIn; i++) {
        for (let j = 0; j < fanOut; j++) {
          weights[i * fanOut + j] = gain * (fanIn <= fanOut ? basis[i][j] : basis[j][i]);
        }
      }
      return weights;
    },
  };
}

/** `count` orthonormal vectors of `length` numbers each. */
function orthonormal(random: Random, count: number, length: number): Float64Array[] {
  const vectors: Float64Array[] = [];
  while (vectors.length < count) {
    const v = Float64Array.from({ length }, () => random.normal());
    orthogonalize(v, vectors);
    const size = norm(v);
    vectors.push(v.map((x) => x / size));
  }
  return vectors;
}
