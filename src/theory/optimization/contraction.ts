import { log } from "../../numerics/elementary";
import { requireQuadratic } from "../guards";
import { requireKnownKeys, requireNumber, requireNumberList } from "../../errors";
import type { Quadratic } from "./quadratic";

/** What decides how fast gradient descent moves along one axis of a quadratic. */
export interface Contraction {
  /** The learning rate η, above 0. */
  rate: number;
  /** The curvature λ along the axis, above 0. */
  curvature: number;
}

/** The factor 1 − ηλ by which one step of gradient descent multiplies the distance to the minimum. */
export function contractionFactor(axis: Contraction): number {
  requireKnownKeys("contraction", axis, ["rate", "curvature"]);
  const { rate, curvature } = axis;
  requireNumber("contraction rate", rate, { above: 0 });
  requireNumber("contraction curvature", curvature, { above: 0 });
  return 1 - rate * curvature;
}

/**
 * The share |1 − ηλ|ᵏ of the starting distance that is left after k steps; the same from every start.
 * @param steps k, 0 up
 */
export const remainingShare = (axis: Contraction, steps: number): number =>
  Math.abs(contractionFactor(axis)) ** requireNumber("contraction steps", steps, { min: 0 });

/**
 * How many steps it takes until at most `share` of the starting distance is left: ⌈ln share / ln |1 − ηλ|⌉.
 * Infinity where η ≥ 2/λ, because there the distance does not shrink.
 * @param share above 0 up to 1
 */
export function stepsToShare(axis: Contraction, share: number): number {
  requireNumber("contraction share", share, { above: 0, max: 1 });
  const factor = Math.abs(contractionFactor(axis));
  if (share === 1) return 0;
  if (factor >= 1) return Infinity;
  return factor === 0 ? 1 : Math.ceil(log(share) / log(factor));
}

/**
 * Where gradient descent on a quadratic is after k steps, by the closed form, without taking them.
 * @param options.rate the learning rate η
 * @param options.start the weights before the first step
 * @param options.step k
 */
export function closedFormDescent(
  valley: Quadratic,
  options: { rate: number; start: ArrayLike<number>; step: number },
): number[] {
  requireQuadratic("closedFormDescent valley", valley);
  requireKnownKeys("closedFormDescent options", options, ["rate", "start", "step"]);
  const { rate, start, step } = options;
  const from = requireNumberList("closedFormDescent start", start, { least: 2 });
  requireNumber("closedFormDescent step", step, { min: 0 });
  const factors = valley.curvatures.map((curvature) => contractionFactor({ rate, curvature }) ** step);
  return valley.at(valley.coordinates(from).map((u, i) => u * factors[i]));
}
