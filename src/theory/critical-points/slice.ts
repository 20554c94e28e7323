import { dot } from "../../numerics/dot";
import { along, type Cost } from "../optimization/cost";

/** A direction to cut along, with the curvature that the Hessian gives it. */
export interface Direction {
  /** The Hessian's eigenvalue. */
  curvature: number;
  /** A unit vector. */
  vector: number[];
}

/** A cut through a cost along one direction v. */
export interface Slice extends Direction {
  /** Distances t from the point, to both sides. */
  t: number[];
  /** C(w + t·v) */
  cost: number[];
  /** The parabola C + t·gᵀv + ½λt² that slope and curvature promise. */
  parabola: number[];
}

/** The cost along a direction, beside its parabola. */
export function slice(cost: Cost, point: readonly number[], direction: Direction, reach: number): Slice {
  const { curvature, vector } = direction;
  const t = Array.from({ length: 61 }, (_, i) => reach * (i / 30 - 1));
  const start = cost.cost(point);
  const slope = dot(cost.gradient(point), vector);
  return {
    ...direction,
    t,
    cost: t.map((s) => cost.cost(along(point, vector, s))),
    parabola: t.map((s) => start + slope * s + (curvature * s * s) / 2),
  };
}
