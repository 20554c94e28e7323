import type { Curve } from "../optimization/curve";

/** Where a residual block normalizes: nowhere, at the entrance of its branch, or behind the sum. */
export type BlockNorm = "none" | "pre" | "post";

/** What a stack is made of, checked. */
export interface Stack {
  curve: Curve;
  weights: number;
  biases: number;
  depth: number;
  scale: number;
  norm: BlockNorm;
  /** Mean square of the first block's input. */
  start: number;
}

/** The mean squares of x below each block and behind the last one, and what each block multiplies E‖g‖² by. */
export interface Blocks {
  squares: number[];
  factors: number[];
}
