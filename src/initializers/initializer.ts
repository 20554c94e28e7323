import type { Random } from "../random/random";

/** How a layer's weights are drawn, with the variance as a formula of fan-in and fan-out. */
export interface Initializer {
  /** Its name in the map of initializers. */
  readonly name: string;
  /** Its parameters; empty where it has none. */
  readonly parameters: Readonly<Record<string, number>>;
  /** The variance of one weight in TeX. */
  readonly tex: string;
  /** The variance of one weight of a fanIn × fanOut matrix. */
  variance(fanIn: number, fanOut: number): number;
  /** The variance of one bias that comes with it; 0 where absent. */
  readonly biasVariance?: (fanIn: number) => number;
}

/** An initializer that can draw. */
export interface Sampler extends Initializer {
  /** The fanIn × fanOut weights, row by row. */
  sample(random: Random, fanIn: number, fanOut: number): Float32Array;
  /** The biases; zeros where absent. */
  readonly sampleBias?: (random: Random, fanIn: number, fanOut: number) => Float32Array;
}

type Shape = "normal" | "uniform";

/** `count` independent draws of the given variance, mean 0. */
export function draw(random: Random, shape: Shape, count: number, variance: number): Float32Array {
  const values = new Float32Array(count);
  const scale = Math.sqrt(variance) * (shape === "uniform" ? Math.sqrt(3) : 1);
  for (let i = 0; i < count; i++) {
    values[i] = scale * (shape === "normal" ? random.normal() : 2 * random.uniform() - 1);
  }
  return values;
}

/** An initializer with independent entries of a variance that depends on the fans alone. */
export function independent(
  shape: Shape,
  name: string,
  tex: string,
  variance: Initializer["variance"],
  parameters: Record<string, number> = {},
): Sampler {
  return {
    name,
    parameters,
    tex,
    variance,
    sample: (random, fanIn, fanOut) => draw(random, shape, fanIn * fanOut, variance(fanIn, fanOut)),
  };
}
