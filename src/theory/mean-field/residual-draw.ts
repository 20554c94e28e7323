import { dot } from "../../numerics/dot";
import { mean, variance } from "../../numerics/norm";
import { innerProducts, transposed } from "../../numerics/matrix-product";
import { random } from "../../random/random";
import type { Blocks, Stack } from "./residual-stack";

/** A layer normalization that was done: what came out, and 1 ÷ the standard deviation. */
interface Normalized {
  value: Float64Array;
  inverse: number;
}

/** One block on its way forward, with what its way back needs. */
interface Drawn {
  weights: Float64Array;
  slopes: Float64Array;
  pre?: Normalized;
  post?: Normalized;
}

/**
 * One draw of a stack of residual blocks in float64: a normal input forward, and a normal gradient back through the very same
 * numbers.
 */
export function drawnBlocks(stack: Stack, { width, seed }: { width: number; seed: number }): Blocks {
  const { curve, weights, biases, depth, scale, norm, start } = stack;
  const normals = (part: string, block: number, count: number, deviation: number): Float64Array => {
    const { normal } = random(seed, "residual", part, block);
    return Float64Array.from({ length: count }, () => deviation * normal());
  };
  let x = normals("input", 0, width, Math.sqrt(start));
  const squares = [meanSquare(x)];
  const passed = Array.from({ length: depth }, (_, block): Drawn => {
    const matrix = normals("weights", block, width * width, Math.sqrt(weights / width));
    const shift = normals("biases", block, width, Math.sqrt(biases));
    const pre = norm === "pre" ? normalized(x) : undefined;
    const entrance = pre?.value ?? x;
    const branch = innerProducts(matrix, entrance.map(curve.f), width, 1, width);
    const sum = x.map((value, i) => value + scale * (branch[i] + shift[i]));
    const post = norm === "post" ? normalized(sum) : undefined;
    x = post?.value ?? sum;
    squares.push(meanSquare(x));
    return { weights: matrix, slopes: entrance.map(curve.derivative), pre, post };
  });
  let g = normals("gradient", 0, width, 1);
  const factors = passed.toReversed().map(({ weights: matrix, slopes, pre, post }) => {
    const above = meanSquare(g);
    const flow = post ? throughNormalization(post, g) : g;
    const entrance = innerProducts(transposed(matrix, width, width), flow, width, 1, width).map(
      (value, i) => scale * slopes[i] * value,
    );
    const branch = pre ? throughNormalization(pre, entrance) : entrance;
    g = flow.map((value, i) => value + branch[i]);
    return meanSquare(g) / above;
  });
  return { squares, factors: factors.toReversed() };
}

const meanSquare = (values: Float64Array): number => dot(values, values) / values.length;

function normalized(x: Float64Array): Normalized {
  const [middle, inverse] = [mean(x), 1 / Math.sqrt(variance(x))];
  return { value: x.map((value) => (value - middle) * inverse), inverse };
}

/** ∂C/∂x from ∂C/∂N(x): its mean and its part along N(x) drop out. */
function throughNormalization({ value, inverse }: Normalized, g: Float64Array): Float64Array {
  const [middle, along] = [mean(g), dot(g, value) / g.length];
  return g.map((one, i) => (one - middle - along * value[i]) * inverse);
}
