import { requireNumber } from "../errors";
import type { Quadratic } from "./quadratic";

/** A cost of two weights on a square grid, for a contour chart. */
export interface Landscape {
  /** The grid's values of w₁, ascending. */
  w1: number[];
  /** The grid's values of w₂, ascending. */
  w2: number[];
  /** cost[j][i] is C(w1[i], w2[j]). */
  cost: number[][];
}

/** How much wider than the reach the square is, so that the start does not sit on the frame. */
const MARGIN = 1.25;

/**
 * The cost of a quadratic on a square around its minimum that just holds the point `reach`.
 * @param options.cells grid points per side, 2 to 400; default 61
 */
export function landscape(
  valley: Quadratic,
  { reach, cells = 61 }: { reach: readonly number[]; cells?: number },
): Landscape {
  requireNumber("landscape cells", cells, { min: 2, max: 400, whole: true });
  const distances = reach.map((value, i) => Math.abs(value - valley.minimum[i]));
  const radius = MARGIN * (Math.max(...distances) || 1);
  const grid = (centre: number): number[] =>
    Array.from({ length: cells }, (_, i) => centre + radius * ((2 * i) / (cells - 1) - 1));
  const [w1, w2] = [grid(valley.minimum[0]), grid(valley.minimum[1])];
  return { w1, w2, cost: w2.map((y) => w1.map((x) => valley.cost([x, y]))) };
}
