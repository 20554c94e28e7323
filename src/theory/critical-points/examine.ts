import { requireCost } from "../guards";
import { requireKnownKeys, requireNumber, requireNumberList } from "../../errors";
import { norm } from "../../numerics/norm";
import { type Cost } from "../optimization/cost";
import { newtonStep } from "./newton-step";
import { type Direction, slice, type Slice } from "./slice";

/** What a point with a small gradient can be, and the one that it is not. */
export const pointKinds = [
  "minimum",
  "strict saddle",
  "maximum",
  "degenerate",
  "plateau",
  "not critical",
] as const;

/** What a point of a cost is, by its gradient and the signs of its curvatures. */
export type PointKind = (typeof pointKinds)[number];

/** A point of a cost, examined to second order. */
export interface Examination {
  /** What the point is. */
  kind: PointKind;
  /** The weights w. */
  point: number[];
  /** C(w). */
  cost: number;
  /** ‖∂C/∂w‖ */
  gradientNorm: number;
  /** Eigenvalues of the Hessian, ascending; what is within rounding of 0 is 0. */
  eigenvalues: number[];
  /** How far away the local parabola puts its critical point; see `newtonStep`. */
  newtonStep: number;
  /** The cost along the eigenvectors of the smallest and of the largest eigenvalue; see `slice`. */
  slices: Slice[];
}

/**
 * Classifies a point by its gradient, its Newton-type step and the signs of its Hessian's eigenvalues.
 * A gradient up to `tolerance` with a Newton-type step beyond `near` is a plateau: no critical point is close by.
 * @param options.tolerance largest gradient norm and smallest curvature that count; default 1e-3
 * @param options.near largest Newton-type step that counts as having arrived; default 0.1
 * @param options.reach how far the slices go to both sides; default 1.5
 */
export function examine(
  cost: Cost,
  at: ArrayLike<number>,
  options: { tolerance?: number; near?: number; reach?: number } = {},
): Examination {
  requireKnownKeys("examine options", options, ["tolerance", "near", "reach"]);
  const { tolerance = 1e-3, near = 0.1, reach = 1.5 } = options;
  requireCost("examine cost", cost);
  requireNumber("examine tolerance", tolerance, { above: 0 });
  requireNumber("examine near", near, { above: 0 });
  requireNumber("examine reach", reach, { above: 0 });
  const point = requireNumberList("examine point", at, { least: 1 });
  const { values, vectors } = cost.curvature(point);
  const rounding = 1e-12 * Math.max(...values.map(Math.abs));
  const eigenvalues = values.map((value) => (Math.abs(value) <= rounding ? 0 : value));
  const gradientNorm = norm(cost.gradient(point));
  const step = newtonStep(cost, point);
  const found = { point: [...point], cost: cost.cost(point), gradientNorm, eigenvalues, newtonStep: step };
  return {
    ...found,
    kind: kindOf(found, cost.infimum, tolerance, near),
    slices: directions(eigenvalues, vectors).map((direction) => slice(cost, point, direction, reach)),
  };
}

/** The eigenvectors at both ends; where the Hessian is 0 all are arbitrary, and the diagonal stands for them. */
function directions(values: number[], vectors: number[][]): Direction[] {
  if (values.length === 1) return [{ curvature: values[0], vector: vectors[0] }];
  if (values.every((value) => value === 0)) {
    return [{ curvature: 0, vector: vectors.map(() => 1 / Math.sqrt(vectors.length)) }];
  }
  const last = values.length - 1;
  return [0, last].map((i) => ({ curvature: values[i], vector: vectors[i] }));
}

function kindOf(
  found: Omit<Examination, "kind" | "slices">,
  infimum: number,
  tolerance: number,
  near: number,
): PointKind {
  const { cost, gradientNorm, eigenvalues, newtonStep: step } = found;
  if (gradientNorm > tolerance) return "not critical";
  if (step > near) return "plateau";
  // No second-order test is needed where the cost cannot go lower: minima may lie in a flat valley.
  if (cost - infimum <= tolerance ** 2) return "minimum";
  const [least, most] = [eigenvalues[0], eigenvalues.at(-1)!];
  if (most < -tolerance) return "maximum";
  if (least < -tolerance) return "strict saddle";
  return least > tolerance ? "minimum" : "degenerate";
}
