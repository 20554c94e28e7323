import { requireCost, requireOptimizer } from "../guards";
import { requireChoice, requireKnownKeys, requireNumber } from "../../errors";
import type { Optimizer } from "../../optimizers/optimizer";
import { norm } from "../../numerics/norm";
import { type Cost } from "./cost";
import { newtonLength } from "../critical-points/newton-step";
import { horizonOf, walk } from "./descent";

/** Tests that end a training run, each "stop when this length is at most ε". */
const TESTS = {
  "parameter change": (_cost: Cost, _w: number[], change: number[]): number => norm(change),
  "gradient norm": (cost: Cost, w: number[]): number => norm(cost.gradient(w)),
  "Newton-type step": (cost: Cost, w: number[]): number => newtonLength(cost, w),
} as const;

/** The names of the tests that end a run. */
export type StoppingTest = keyof typeof TESTS;

/** The names of the stopping tests. */
export const stoppingTests = Object.keys(TESTS) as StoppingTest[];

/** Where a stopping test ended a run. */
export interface Stop {
  /** Which test it is. */
  test: StoppingTest;
  /** What took the steps. */
  optimizer: Optimizer;
  /** Updates made until then. */
  step: number;
  /** The weights there. */
  point: number[];
  /** Whether the test ended the run; otherwise its step budget did, or it diverged. */
  stopped: boolean;
  /** Whether the run left for infinity before any stop; `point` is then the last within 10⁹ times the start's distance. */
  diverged: boolean;
}

/**
 * Runs an optimizer until a stopping test is met.
 * @param options.start the first weights
 * @param options.tolerance ε, above 0
 * @param options.most the step budget, 1 to 10⁶; default 20 000
 */
export function stopBy(
  test: StoppingTest,
  cost: Cost,
  optimizer: Optimizer,
  options: { start: ArrayLike<number>; tolerance: number; most?: number },
): Stop {
  requireChoice("stopBy test", test, stoppingTests);
  return stopsBy([test], cost, optimizer, options)[0];
}

/** The stops of one and the same run under several tests; the options are those of `stopBy`. */
export function stopsBy(
  tests: readonly StoppingTest[],
  cost: Cost,
  optimizer: Optimizer,
  options: { start: ArrayLike<number>; tolerance: number; most?: number },
): Stop[] {
  requireCost("stopBy cost", cost);
  requireOptimizer("stopBy optimizer", optimizer);
  requireKnownKeys("stopBy options", options, ["start", "tolerance", "most"]);
  const tolerance = requireNumber("stopBy tolerance", options.tolerance, { above: 0 });
  const most = requireNumber("stopBy most", options.most ?? 20_000, { min: 1, max: 1e6, whole: true });
  const stops = new Map<StoppingTest, Stop>();
  const path = walk(cost, optimizer, options.start);
  let { w: point, step } = path.next().value;
  const horizon = horizonOf(point);
  for (const { w, change, step: now } of path) {
    const diverged = !(norm(w) <= horizon);
    if (!diverged) [point, step] = [w, now];
    for (const test of tests) {
      if (stops.has(test)) continue;
      const stopped = !diverged && TESTS[test](cost, w, change) <= tolerance;
      if (stopped || diverged || step === most)
        stops.set(test, { test, optimizer, step, point, stopped, diverged });
    }
    if (stops.size === tests.length) break;
  }
  return tests.map((test) => stops.get(test)!);
}

/**
 * How far from the minimum gradient descent still is, along an axis of curvature λ, when a test first reads ε:
 * ε/(ηλ) by the parameter change, ε/λ by the gradient norm, ε by the Newton-type step.
 * @param options.rate the learning rate η
 * @param options.curvature λ
 * @param options.tolerance ε
 */
export function distanceAtStop(
  test: StoppingTest,
  options: { rate: number; curvature: number; tolerance: number },
): number {
  requireKnownKeys("distanceAtStop options", options, ["rate", "curvature", "tolerance"]);
  const { rate, curvature, tolerance } = options;
  for (const [name, value] of Object.entries({ rate, curvature, tolerance })) {
    requireNumber(`distanceAtStop ${name}`, value, { above: 0 });
  }
  const reading = { "parameter change": rate * curvature, "gradient norm": curvature, "Newton-type step": 1 };
  return tolerance / reading[requireChoice("distanceAtStop test", test, stoppingTests)];
}
