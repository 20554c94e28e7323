import { requireKnownKeys, requireList, requireNumber, requireNumberList } from "../../errors";
import type { Optimizer } from "../../optimizers/optimizer";
import { descent } from "./descent";
import { quadratic } from "./quadratic";

/** A share of the cost below this is as good as none: the run has arrived. */
export const ARRIVED = 1e-20;

/** What is left of the cost at one angle. */
interface AngleShare {
  /** Degrees. */
  angle: number;
  /** The cost after the last step ÷ the cost at the start. */
  left: number;
}

/** What optimizers leave of the cost of one and the same valley, turned by various angles. */
export interface AngleSweep {
  /** Degrees. */
  angles: number[];
  /** Updates of each run. */
  steps: number;
  /** For each optimizer, the cost after the last step ÷ the cost at the start, per angle; Infinity if it diverged. */
  runs: {
    /** Whose run it is. */
    optimizer: Optimizer;
    /** The ratio, per angle. */
    left: number[];
    /** The angle at which it leaves least, and the ratio there. */
    best: AngleShare;
    /** The angle at which it leaves most, and the ratio there. */
    worst: AngleShare;
    /** How many times more it leaves at worst than at best, what is below 10⁻²⁰ taken as that; 1 where it always diverges. */
    harm: number;
  }[];
}

/**
 * Turns a valley together with its start, so that only the axes of the weights differ, and runs every optimizer.
 * @param options.coefficients [a, b] of C = a·u₁² + b·u₂²
 * @param options.optimizers what takes the steps, each from the same start
 * @param options.start the coordinates u along the valley's own axes
 * @param options.steps 1 to 10⁵
 */
export function angleSweep(options: {
  coefficients: ArrayLike<number>;
  optimizers: readonly Optimizer[];
  start: ArrayLike<number>;
  steps: number;
}): AngleSweep {
  requireKnownKeys("angleSweep options", options, ["coefficients", "optimizers", "start", "steps"]);
  const start = requireNumberList("angleSweep start", options.start, { least: 2 });
  requireList(
    "angleSweep optimizers",
    options.optimizers,
    { update: "function", slots: "list" },
    "sgd(rate)",
  );
  const coefficients = requireNumberList("angleSweep coefficients", options.coefficients, { least: 2 });
  const steps = requireNumber("angleSweep steps", options.steps, { min: 1, max: 1e5, whole: true });
  const angles = Array.from({ length: 19 }, (_, i) => 5 * i);
  const left = (optimizer: Optimizer, angle: number): number => {
    const valley = quadratic({ coefficients, angle });
    const { costs, diverged } = descent(valley, optimizer, { start: valley.at(start), steps });
    if (diverged) return Infinity;
    return costs[0] === 0 ? 0 : costs.at(-1)! / costs[0];
  };
  const runs = options.optimizers.map((optimizer) => {
    const shares = angles.map((angle) => left(optimizer, angle));
    const at = (share: number): AngleShare => ({ angle: angles[shares.indexOf(share)], left: share }); // prettier-ignore
    const [least, most] = [Math.min(...shares), Math.max(...shares)];
    return { optimizer, left: shares, best: at(least), worst: at(most), harm: harmOf(least, most) };
  });
  return { angles, steps, runs };
}

const harmOf = (least: number, most: number): number =>
  least === Infinity ? 1 : Math.max(most, ARRIVED) / Math.max(least, ARRIVED);
