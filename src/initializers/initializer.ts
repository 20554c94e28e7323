import { truncatedVariance } from "../numerics/truncated-normal";
import type { Random } from "../random/random";

/** How a layer's weights are drawn, with the variance as a formula of fan-in and fan-out. */
export interface Initializer {
  /** Its name in the map of initializers. */
  readonly name: string;
  /** Its parameters; empty where it has none. */
  readonly parameters: Readonly<Record<string, number | string | boolean>>;
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

/** Where "truncated" entries are cut off, in standard deviations. */
const CUT = 2;

/** The distributions of single entries; "truncated" is a normal one cut off at two of its standard deviations. */
export type Shape = "normal" | "uniform" | "truncated";

/** `count` independent draws, mean 0, of the given variance (before truncation). */
export function draw(random: Random, shape: Shape, count: number, variance: number): Float32Array {
  const scale = Math.sqrt(variance) * (shape === "uniform" ? Math.sqrt(3) : 1);
  const values = new Float32Array(count);
  for (let i = 0; i < count; i++) values[i] = scale * standard(random, shape);
  return values;
}

function standard(random: Random, shape: Shape): number {
  if (shape === "uniform") return 2 * random.uniform() - 1;
  let value = random.normal();
  while (shape === "truncated" && Math.abs(value) > CUT) value = random.normal();
  return value;
}

/** An initializer with independent entries of a variance (before truncation) that depends on the fans alone. */
export function independent(
  shape: Shape,
  name: string,
  tex: string,
  variance: Initializer["variance"],
  parameters: Initializer["parameters"] = {},
): Sampler {
  const share = shape === "truncated" ? truncatedVariance(CUT) : 1;
  return {
    name,
    parameters,
    tex: shape === "truncated" ? `${share.toFixed(3)} \\cdot ${tex}` : tex,
    variance: (fanIn, fanOut) => share * variance(fanIn, fanOut),
    sample: (random, fanIn, fanOut) => draw(random, shape, fanIn * fanOut, variance(fanIn, fanOut)),
  };
}
