import { onlyFeature } from "../../data/binary-table";
import { requireRows } from "../guards";
import { InvalidArgument, requireNumberList } from "../../errors";
import type { Dataset } from "../../data/dataset";
import { logLikelihood } from "./logistic-likelihood";

/** ℓ on a grid over intercept and weight, in nats. */
export interface LikelihoodSurface {
  /** b, ascending. */
  intercepts: number[];
  /** w, ascending. */
  slopes: number[];
  /** logLikelihood[i][j] at slopes[i] and intercepts[j]. */
  logLikelihood: number[][];
}

const CELLS = 60;

/**
 * The log-likelihood around some points of the plane (w₀, w₁), with room on all sides.
 * @param data one feature
 * @param around points (w₀, w₁) that must lie inside, at least one
 */
export function likelihoodSurface(data: Dataset, around: readonly ArrayLike<number>[]): LikelihoodSurface {
  requireRows("likelihoodSurface data", data);
  onlyFeature(data);
  if (!Array.isArray(around) || around.length === 0) {
    throw new InvalidArgument(
      "likelihoodSurface around",
      "must be a list of at least one point (w₀, w₁)",
      around,
    );
  }
  for (const point of around) requireNumberList("likelihoodSurface around", point, { least: 2 });
  const [intercepts, slopes] = [0, 1].map((j) => grid(around.map((weights) => weights[j])));
  const values = slopes.map((slope) =>
    intercepts.map((intercept) => logLikelihood(data, [intercept, slope])),
  );
  return { intercepts, slopes, logLikelihood: values };
}

function grid(values: number[]): number[] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = Math.max(0.5, 0.6 * (high - low));
  return Array.from({ length: CELLS + 1 }, (_, i) => low - room + ((high - low + 2 * room) * i) / CELLS);
}
