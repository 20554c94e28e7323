import { requireChoice, requireKnownKeys, requireNumber } from "../../errors";
import { type CurveInput, curveOf, meanSquaredSlope } from "../optimization/curve";
import { requireVariances, type Variances, varianceMap } from "./mean-field";
import { drawnBlocks } from "./residual-draw";
import type { BlockNorm, Blocks, Stack } from "./residual-stack";

/** What theory predicts at the input of one residual block; the fields carry the names of the measured ones. */
export interface ResidualBlock {
  /** 1 for the first block. */
  layer: number;
  /** Mean square of the block's input x. */
  preactivationMeanSquare: number;
  /** rms of ∂C/∂x relative to that behind the last block. */
  deltaRms: number;
}

/** A stack of residual blocks: in mean-field theory, or as drawn. */
export interface Residual {
  /** From the bottom to the top. */
  blocks: ResidualBlock[];
  /** E‖∂C/∂x‖² at the bottom ÷ at the top. */
  gradientGrowth: number;
  /** E‖x‖² at the top ÷ at the bottom. */
  signalGrowth: number;
}

const OPTIONS = ["depth", "scale", "norm", "inputMeanSquare", "draw"];

/**
 * Blocks x + s·(Wφ(x) + b): a block adds s²(σ_w² E φ² + σ_b²) to the mean square going forward, and going back it
 * multiplies E‖g‖² by 1 + s²σ_w² E φ′² (Yang & Schoenholz 2017). For ReLU that is (1 + σ_w²/2)^L, which explodes; with
 * σ_w² = 2/L it stays below e.
 *
 * With layer normalization N, "pre": x + s·(Wφ(N(x)) + b), where the mean square q grows by the same amount in every block, and
 * the branch's part of the gradient is divided by q; "post": N(x + s·(Wφ(x) + b)), which divides the whole by the mean square of
 * the sum, forward and back (Xiong et al. 2020).
 * @param options.depth L, the number of blocks, 0 to 100 000; up to 1000 where they are drawn
 * @param options.scale s, default 1
 * @param options.norm "none", "pre" or "post"; default "none"
 * @param options.inputMeanSquare mean square of the first block's input, above 0; default 1
 * @param options.draw in place of the limit of wide layers, one draw of blocks of this width, 2 to 4096, with this seed, a random input
 * and a random gradient behind the last block
 */
export function residual(
  activation: CurveInput,
  variances: Variances,
  options: {
    depth: number;
    scale?: number;
    norm?: BlockNorm;
    inputMeanSquare?: number;
    draw?: {
      /** Units per layer. */
      width: number;
      /** Of the weights, the input and the gradient. */
      seed: number;
    };
  },
): Residual {
  requireKnownKeys("residual options", options, OPTIONS);
  const { draw } = options;
  if (draw) requireKnownKeys("residual draw", draw, ["width", "seed"]);
  const stack: Stack = {
    curve: curveOf(activation),
    ...requireVariances("residual", variances),
    depth: requireNumber("residual depth", options.depth, { min: 0, max: draw ? 1000 : 1e5, whole: true }),
    scale: requireNumber("residual scale", options.scale ?? 1),
    norm: requireChoice("residual norm", options.norm ?? "none", ["none", "pre", "post"]),
    start: requireNumber("residual inputMeanSquare", options.inputMeanSquare ?? 1, { above: 0 }),
  };
  const { squares, factors } = draw
    ? drawnBlocks(stack, {
        width: requireNumber("residual draw width", draw.width, { min: 2, max: 4096, whole: true }),
        seed: requireNumber("residual draw seed", draw.seed, { min: 0, max: 2 ** 32 - 1, whole: true }),
      })
    : wideBlocks(stack);
  const blocks = factors.map((_, i) => ({ layer: i + 1, preactivationMeanSquare: squares[i], deltaRms: 1 }));
  let gradientGrowth = 1;
  for (const block of blocks.toReversed()) {
    gradientGrowth *= factors[block.layer - 1];
    block.deltaRms = Math.sqrt(gradientGrowth);
  }
  return { blocks, gradientGrowth, signalGrowth: squares.at(-1)! / squares[0] };
}

function wideBlocks({ curve, weights, biases, depth, scale, norm, start }: Stack): Blocks {
  const squares = [start];
  const factors: number[] = [];
  for (let block = 0; block < depth; block++) {
    const q = squares[block];
    const entrance = norm === "pre" ? 1 : q;
    const sum = q + scale ** 2 * varianceMap(curve, { weights, biases }, entrance);
    const slope = scale ** 2 * weights * meanSquaredSlope(curve, entrance);
    factors.push((1 + slope * (entrance / q)) / (norm === "post" ? sum : 1));
    squares.push(norm === "post" ? 1 : sum);
  }
  return { squares, factors };
}
