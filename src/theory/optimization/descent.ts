import { requireCost, requireOptimizer } from "../guards";
import {
  InvalidArgument,
  requireFunction,
  requireKnownKeys,
  requireNumber,
  requireNumberList,
} from "../../errors";
import { numbers, type Optimizer } from "../../optimizers/optimizer";
import { norm } from "../../numerics/norm";
import { type Cost } from "./cost";

/** The path that an optimizer takes over a cost, in float64 and without noise. */
export interface Descent {
  /** What took the steps. */
  optimizer: Optimizer;
  /** The weights before step 1, after step 1, …: one more than there were steps. */
  points: number[][];
  /** The gradient at each point. */
  gradients: number[][];
  /** The cost at each point. */
  costs: number[];
  /** Whether the path ended early, because it left for infinity. */
  diverged: boolean;
}

/** A path is taken to diverge once it is this many times as far from 0 as its start (or as 1). */
const AWAY = 1e9;

/** The distance from 0 beyond which a path from this start counts as diverging. */
export const horizonOf = (start: readonly number[]): number => AWAY * Math.max(1, norm(start));

/**
 * Follows an optimizer downhill.
 * @param options.start the first weights
 * @param options.steps how many updates, 0 to 10⁶
 * @throws InvalidArgument when an option is not as described
 */
export function descent(
  cost: Cost,
  optimizer: Optimizer,
  options: { start: ArrayLike<number>; steps: number },
): Descent {
  requireCost("descent cost", cost);
  requireOptimizer("descent optimizer", optimizer);
  requireKnownKeys("descent options", options, ["start", "steps"]);
  const start = requireNumberList("descent start", options.start, { least: 1 });
  const steps = requireNumber("descent steps", options.steps, { min: 0, max: 1e6, whole: true });
  const points: number[][] = [];
  const horizon = horizonOf(start);
  let diverged = false;
  for (const { w } of walk(cost, optimizer, start)) {
    diverged = !(norm(w) <= horizon);
    if (diverged) break;
    points.push(w);
    if (points.length > steps) break;
  }
  const gradients = points.map((w) => cost.gradient(w));
  return { optimizer, points, gradients, costs: points.map((w) => cost.cost(w)), diverged };
}

/** The endless sequence of an optimizer's weights, each with the change that led to it. */
export function* walk(
  cost: Cost,
  optimizer: Optimizer,
  start: ArrayLike<number>,
): Generator<{ w: number[]; change: number[]; step: number }> {
  // A copy, as it is the first of the path's points.
  let w = [...requireNumberList("descent start", start, { least: 1 })];
  const slots = w.map(() => [...optimizer.slots]);
  let change = w.map(() => 0);
  for (let step = 0; ; step++) {
    yield { w, change, step };
    const ops = numbers(step + 1);
    const gradient = cost.gradient(w);
    const next = [...w];
    change = [...w];
    for (let i = 0; i < next.length; i++) {
      const update = optimizer.update(ops, gradient[i], slots[i]);
      slots[i] = update.slots;
      change[i] = -update.change;
      next[i] += change[i];
    }
    w = next;
  }
}

/**
 * One descent for every optimizer and every rate, both in the order given (rates ascending, each once).
 * @param options.optimizers makers that take a rate: `[sgd, momentum, adagrad]`
 * @param options.rates learning rates
 * @param options.start the weights before the first step
 * @param options.steps updates of each descent
 */
export function descents(
  cost: Cost,
  options: {
    optimizers: readonly ((rate: number) => Optimizer)[];
    rates: ArrayLike<number>;
    start: ArrayLike<number>;
    steps: number;
  },
): Descent[] {
  requireKnownKeys("descents options", options, ["optimizers", "rates", "start", "steps"]);
  const { optimizers, start, steps } = options;
  if (!Array.isArray(optimizers)) {
    throw new InvalidArgument("descents optimizers", "must be a list of makers such as sgd", optimizers);
  }
  for (const make of optimizers) requireFunction("descents optimizers", make);
  const rates = [...new Set(requireNumberList("descents rates", options.rates))].toSorted((a, b) => a - b);
  return optimizers.flatMap((make) => rates.map((rate) => descent(cost, make(rate), { start, steps })));
}
