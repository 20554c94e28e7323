import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { requireNumber } from "../errors";
import { log } from "../numerics/elementary";

/** A stream of pseudo-random numbers. Two streams with the same seed and labels are equal, bit for bit. */
export interface Random {
  /** Uniform on [0, 1). */
  uniform(): number;
  /** Standard normal. */
  normal(): number;
  /** Shuffles an array in place (Fisher–Yates) and returns it. */
  shuffle<T extends number[] | Int32Array>(values: T): T;
}

/**
 * A random stream (xoroshiro128+; normals by the polar method).
 * @param seed a whole number from 0 to 2³² − 1; 0 is a seed like any other
 * @param labels what the stream is for ("weights", 3): streams with other labels are unrelated
 * @throws InvalidArgument when the seed is not such a number
 */
export function random(seed: number, ...labels: (string | number)[]): Random {
  requireNumber("seed", seed, { min: 0, max: 2 ** 32 - 1, whole: true });
  const generator = xoroshiro128plus(hash(`${seed}/${labels.join("/")}`));
  const uniform = (): number => uniformFloat64(generator);
  return {
    uniform,
    normal: normalsOf(uniform),
    shuffle(values) {
      for (let left = values.length; left > 0; left--) {
        const i = Math.floor(uniform() * left);
        [values[left - 1], values[i]] = [values[i], values[left - 1]];
      }
      return values;
    },
  };
}

/** Standard normal numbers, two by two from a point in the unit circle (Marsaglia & Bray 1964). */
function normalsOf(uniform: () => number): () => number {
  let other: number | undefined;
  return () => {
    const waiting = other;
    other = undefined;
    if (waiting !== undefined) return waiting;
    let [x, y, square] = [0, 0, 0];
    while (square === 0 || square > 1) {
      x = 2 * uniform() - 1;
      y = 2 * uniform() - 1;
      square = x * x + y * y;
    }
    const factor = Math.sqrt((-2 * log(square)) / square);
    other = x * factor;
    return y * factor;
  };
}

/** 32-bit FNV-1a with a final avalanche, so that neighbouring seeds give unrelated streams. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) | 0;
}
