import { requireCost } from "../guards";
import { InvalidArgument, requireKnownKeys, requireNumber, requireNumberList } from "../../errors";
import type { Cost } from "./cost";

/** What one weight can still do for the cost when it is moved alone, at a rate of its own. */
export interface LoneStep {
  /** The best rate found; 0 where no rate lowers the cost. */
  rate: number;
  /** The weight before the step. */
  from: number;
  /** The weight after it. */
  to: number;
  /** The cost before the step. */
  costBefore: number;
  /** The cost after it. */
  costAfter: number;
}

/** Doublings tried: from the given rate up to 2⁶⁰ times as much. */
const DOUBLINGS = 60;

/**
 * Takes one gradient step with a single weight and doubles its rate for as long as the cost falls.
 * A weight that has arrived gains nothing at any rate; one that only looks so, because its gradient is small, does.
 * @param index which weight, from 0
 * @param options.rate the first rate tried; default 1e-3
 */
export function trainAlone(
  cost: Cost,
  point: ArrayLike<number>,
  index: number,
  options: { rate?: number } = {},
): LoneStep {
  requireKnownKeys("trainAlone options", options, ["rate"]);
  const { rate = 1e-3 } = options;
  requireCost("trainAlone cost", cost);
  const w = requireNumberList("trainAlone point", point, { least: 1 });
  if (!(Number.isInteger(index) && index in w))
    throw new InvalidArgument("trainAlone index", `must be from 0 to ${w.length - 1}`, index);
  requireNumber("trainAlone rate", rate, { above: 0 });
  const slope = cost.gradient(w)[index];
  const before = cost.cost(w);
  const best: LoneStep = { rate: 0, from: w[index], to: w[index], costBefore: before, costAfter: before };
  for (let i = 0; i <= DOUBLINGS; i++) {
    const tried = rate * 2 ** i;
    const to = w[index] - tried * slope;
    const after = cost.cost(w.with(index, to));
    if (!(after < best.costAfter)) break;
    Object.assign(best, { rate: tried, to, costAfter: after });
  }
  return best;
}
