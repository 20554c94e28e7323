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
    return {
      curvature,
      distance: seen.map((u) => Math.abs(u[i])),
      gradient: path.gradients.map((g) => Math.abs(dot(valley.axes[i], g))),
      predictedDistance,
      predictedGradient: predictedDistance.map((distance) => curvature * distance),
    };
  });
}
