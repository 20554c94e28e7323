import { requireKnownKeys, requireNumber } from "../../errors";
import { rateOf } from "../../optimizers/optimizer";
import { requireCost, requireDescent } from "../guards";
import type { Cost } from "./cost";
import type { Descent } from "./descent";

/** How sharp the cost was along a path. */
export interface Sharpness {
  /** The steps done before each look, from 0. */
  steps: number[];
  /** The largest eigenvalue of the Hessian there. */
  sharpness: number[];
  /** The cost there. */
  costs: number[];
  /** The learning rate η of the path. */
  rate: number;
  /** 2/η: where the cost is sharper, gradient descent moves away along the sharpest direction. */
  limit: number;
}

/**
 * The sharpness of a cost along a path of gradient descent: the largest eigenvalue of its Hessian, beside 2/η (Cohen et al. 2021).
 *
 * Along an eigenvector a step multiplies the distance to the parabola's minimum by 1 − ηλ, which is beyond ±1 where λ is above 2/η.
 * @param path what `descent(cost, sgd(rate), …)` gives
 * @param options.every steps between two looks, 1 up; default a hundredth of the path
 */
export function sharpness(cost: Cost, path: Descent, options: { every?: number } = {}): Sharpness {
  requireCost("sharpness cost", cost);
  requireDescent("sharpness path", path);
  requireKnownKeys("sharpness options", options, ["every"]);
  const { points, costs, optimizer } = path;
  const usual = Math.max(1, Math.floor((points.length - 1) / 100));
  const every = requireNumber("sharpness every", options.every ?? usual, { min: 1, whole: true });
  const steps = points.map((_, i) => i).filter((i) => i % every === 0);
  const rate = rateOf(optimizer);
  return {
    steps,
    sharpness: steps.map((i) => cost.curvature(points[i]).values.at(-1)!),
    costs: steps.map((i) => costs[i]),
    rate,
    limit: 2 / rate,
  };
}
