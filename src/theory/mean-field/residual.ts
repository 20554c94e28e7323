import { requireKnownKeys, requireNumber } from "../../errors";
import { type CurveInput, curveOf, meanSquaredSlope } from "../optimization/curve";
import { requireVariances, type Variances, varianceMap } from "./mean-field";

/** What theory predicts at the input of one residual block; the fields carry the names of the measured ones. */
export interface ResidualBlock {
  /** 1 for the first block. */
  layer: number;
  /** Mean square of the block's input x. */
  preactivationMeanSquare: number;
  /** rms of ∂C/∂x relative to that behind the last block. */
  deltaRms: number;
}

/** A stack of residual blocks in mean-field theory. */
export interface Residual {
  /** From the bottom to the top. */
  blocks: ResidualBlock[];
  /** E‖∂C/∂x‖² at the bottom ÷ at the top. */
  gradientGrowth: number;
  /** E‖x‖² at the top ÷ at the bottom. */
  signalGrowth: number;
}

/**
 * Blocks x + s·(Wφ(x) + b): a block adds s²(σ_w² E φ² + σ_b²) to the mean square going forward, and going back it
 * multiplies E‖g‖² by 1 + s²σ_w² E φ′² (Yang & Schoenholz 2017). For ReLU that is (1 + σ_w²/2)^L, which explodes; with
 * σ_w² = 2/L it stays below e.
 * @param options.depth L, the number of blocks, 0 to 100 000
 * @param options.scale s, default 1
 * @param options.inputMeanSquare mean square of the first block's input, above 0; default 1
 */
export function residual(
  activation: CurveInput,
  variances: Variances,
  options: { depth: number; scale?: number; inputMeanSquare?: number },
): Residual {
  requireKnownKeys("residual options", options, ["depth", "scale", "inputMeanSquare"]);
  const { weights, biases } = requireVariances("residual", variances);
  const depth = requireNumber("residual depth", options.depth, { min: 0, max: 1e5, whole: true });
  const square = requireNumber("residual scale", options.scale ?? 1) ** 2;
  const start = requireNumber("residual inputMeanSquare", options.inputMeanSquare ?? 1, { above: 0 });
  const curve = curveOf(activation);
  const blocks: ResidualBlock[] = [];
  let q = start;
  for (let layer = 1; layer <= depth; layer++) {
    blocks.push({ layer, preactivationMeanSquare: q, deltaRms: 1 });
    q += square * varianceMap(curve, { weights, biases }, q);
  }
  let gradientGrowth = 1;
  for (const block of blocks.toReversed()) {
    gradientGrowth *= 1 + square * weights * meanSquaredSlope(curve, block.preactivationMeanSquare);
    block.deltaRms = Math.sqrt(gradientGrowth);
  }
  return { blocks, gradientGrowth, signalGrowth: q / start };
}
