import { requireQuadratic } from "../guards";
import { requireKnownKeys, requireNumberList } from "../../errors";
import { sgd } from "../../optimizers/sgd";
import { norm } from "../../numerics/norm";
import type { Quadratic } from "./quadratic";
import { distanceAtStop, stopsBy, type StoppingTest, stoppingTests } from "./stopping";

/** Where each stopping test ends gradient descent on a quadratic, for a range of learning rates. */
export interface StoppingSweep {
  /** ε of all tests. */
  tolerance: number;
  /** Ascending. */
  rates: number[];
  /** For each test one number per rate. */
  tests: {
    /** Which test it is. */
    test: StoppingTest;
    /** The step of the stop per rate; where the test never held, the last step of the run. */
    steps: number[];
    /** The distance to the minimum there. */
    distances: number[];
    /** Whether the test ended the run. */
    stopped: boolean[];
    /** Whether the run left for infinity before. */
    diverged: boolean[];
    /**
     * The largest distance at which the test can stop a run, by the closed form: at most that of the start. NaN for rates
     * from 2/λ up, which do not converge.
     */
    predicted: number[];
  }[];
}

/**
 * Runs gradient descent under every stopping test and every rate.
 * @param options.rates learning rates, each above 0
 * @param options.start the weights before the first step
 * @param options.tolerance ε of all tests
 * @param options.most step budget of each run; default 100 000
 */
export function stoppingSweep(
  valley: Quadratic,
  options: { rates: ArrayLike<number>; start: ArrayLike<number>; tolerance: number; most?: number },
): StoppingSweep {
  requireQuadratic("stoppingSweep valley", valley);
  requireKnownKeys("stoppingSweep options", options, ["rates", "start", "tolerance", "most"]);
  const given = requireNumberList("stoppingSweep rates", options.rates, { above: 0 });
  const start = requireNumberList("stoppingSweep start", options.start, { least: 2 });
  const { tolerance, most = 100_000 } = options;
  const rates = [...new Set(given)].toSorted((a, b) => a - b);
  const curvature = Math.min(...valley.curvatures);
  const farthest = norm(valley.coordinates(start));
  const steepest = Math.max(...valley.curvatures);
  const runs = rates.map((rate) => stopsBy(stoppingTests, valley, sgd(rate), { start, tolerance, most }));
  const tests = stoppingTests.map((test, i) => {
    const stops = runs.map((run) => run[i]);
    return {
      test,
      steps: stops.map(({ step }) => step),
      distances: stops.map(({ point }) => norm(valley.coordinates(point))),
      stopped: stops.map(({ stopped }) => stopped),
      diverged: stops.map(({ diverged }) => diverged),
      predicted: rates.map((rate) =>
        rate * steepest < 2 ? Math.min(farthest, distanceAtStop(test, { rate, curvature, tolerance })) : NaN,
      ),
    };
  });
  return { tolerance, rates, tests };
}
