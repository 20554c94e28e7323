import { requireDescent, requireQuadratic } from "../guards";
import { dot } from "../../numerics/dot";
import { closedFormDescent } from "./contraction";
import type { Descent } from "./descent";
import type { Quadratic } from "./quadratic";

/** A descent on a quadratic, seen along one of the valley's own axes; every list has one entry per step. */
export interface AxisProfile {
  /** λ along this axis. */
  curvature: number;
  /** |uᵢ|, the distance to the minimum along the axis. */
  distance: number[];
  /** |gᵢ|, the gradient along the axis, as the optimizer met it. */
  gradient: number[];
  /** |1 − ηλᵢ|ᵏ·|uᵢ(0)|: what the closed form of gradient descent says of the distance. */
  predictedDistance: number[];
  /** λᵢ times that. */
  predictedGradient: number[];
  /** The last distance ÷ the first; NaN where both are 0. */
  left: number;
  /** The largest relative difference of distance and closed form, as long as rounding is not all that is left (10⁻¹²). */
  disagreement: number;
}

/** Distance and gradient along each axis of the valley, measured on a path of gradient descent and in closed form. */
export function axisProfiles(valley: Quadratic, path: Descent): AxisProfile[] {
  requireQuadratic("axisProfiles valley", valley);
  requireDescent("axisProfiles path", path);
  const { rate } = path.optimizer.parameters;
  const start = path.points[0];
  const seen = path.points.map(valley.coordinates);
  const predicted = path.points.map((_, step) =>
    valley.coordinates(closedFormDescent(valley, { rate, start, step })),
  );
  return valley.curvatures.map((curvature, i) => {
    const predictedDistance = predicted.map((u) => Math.abs(u[i]));
    const distance = seen.map((u) => Math.abs(u[i]));
    return {
      curvature,
      distance,
      gradient: path.gradients.map((g) => Math.abs(dot(valley.axes[i], g))),
      predictedDistance,
      predictedGradient: predictedDistance.map((expected) => curvature * expected),
      left: distance.at(-1)! / distance[0],
      disagreement: disagreementOf(distance, predictedDistance),
    };
  });
}

function disagreementOf(distance: readonly number[], predicted: readonly number[]): number {
  const told = distance.map((_, k) => k).filter((k) => predicted[k] > 1e-12 * distance[0]);
  return told.reduce((most, k) => Math.max(most, Math.abs(distance[k] / predicted[k] - 1)), 0);
}
