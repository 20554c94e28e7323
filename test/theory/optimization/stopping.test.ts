import { describe, expect, test } from "vitest";
import { sgd } from "../../../src/optimizers";
import { linearChain } from "../../../src/theory/critical-points/linear-chain";
import { sigmoidPlateau } from "../../../src/theory/critical-points/plateau";
import { quadratic } from "../../../src/theory/optimization/quadratic";
import {
  distanceAtStop,
  stopBy,
  stoppingReadings,
  stoppingTests,
} from "../../../src/theory/optimization/stopping";

const valley = quadratic();
const options = { start: [10, 10], tolerance: 1e-3 };

describe("stopBy", () => {
  test("stops within one contraction of the distance that the closed form gives", () => {
    for (const rate of [0.1, 0.4]) {
      for (const name of stoppingTests) {
        const stop = stopBy(name, valley, sgd(rate), { ...options, most: 1e6 });
        const predicted = distanceAtStop(name, { rate, curvature: 0.002, tolerance: 1e-3 });
        expect(stop.stopped).toBe(true);
        expect(Math.hypot(...stop.point)).toBeLessThanOrEqual(predicted * (1 + 1e-9));
        expect(Math.hypot(...stop.point)).toBeGreaterThan(predicted * (1 - rate * 0.002) ** 2);
      }
    }
  });

  test("by parameter change stops far from the minimum, the farther the smaller the rate", () => {
    const at = (rate: number) => Math.hypot(...stopBy("parameter change", valley, sgd(rate), options).point);
    expect(at(0.5)).toBeCloseTo(1, 2);
    expect(at(0.1)).toBeCloseTo(5, 1);
  });

  test("by gradient norm is fooled by a plateau, by the Newton-type step it is not", () => {
    const from = { start: [-6], tolerance: 1e-3, most: 1000 };
    expect(stopBy("gradient norm", sigmoidPlateau(), sgd(0.5), from)).toMatchObject({
      stopped: true,
      step: 1,
    });
    expect(stopBy("Newton-type step", sigmoidPlateau(), sgd(0.5), from)).toMatchObject({ stopped: false });
  });

  test("by any test takes a saddle for the end", () => {
    for (const name of stoppingTests) {
      const stop = stopBy(name, linearChain(), sgd(0.1), { start: [1e-4, 1e-4], tolerance: 1e-3 });
      expect(stop).toMatchObject({ stopped: true, step: 1 });
    }
  });

  test("gives up when the run diverges or the budget ends", () => {
    expect(stopBy("gradient norm", valley, sgd(5), options).stopped).toBe(false);
    expect(stopBy("Newton-type step", valley, sgd(0.01), { ...options, most: 10 })).toMatchObject({
      step: 10,
    });
  });

  test("and stoppingReadings agree: a run stops where the reading says so, and not a step before", () => {
    for (const name of stoppingTests.slice(1)) {
      const { point } = stopBy(name, valley, sgd(0.4), options);
      const reads = (w: number[]) =>
        stoppingReadings(valley, w, { optimizer: sgd(0.4), tolerance: 1e-3 }).find(
          ({ test: t }) => t === name,
        )!;
      expect(reads(point).stops).toBe(true);
      // The step before, by the closed form of gradient descent.
      const before = [point[0] / (1 - 0.4 * 0.002), point[1] / (1 - 0.4 * 2)];
      expect(reads(before).stops).toBe(false);
      expect(reads(before).reading).toBeCloseTo(1e-3, 4);
    }
  });

  test("at a plateau: the gradient norm and a small step would have stopped, the Newton-type step not", () => {
    const readings = stoppingReadings(sigmoidPlateau(), [-9], { optimizer: sgd(0.5), tolerance: 1e-6 });
    expect(readings.map(({ stops }) => stops)).toEqual([true, true, false]);
    expect(readings[0].reading).toBeCloseTo(0.5 * readings[1].reading, 14);
  });

  test("lists the tests when it is given another name", () => {
    expect(() => stopBy("hope" as never, valley, sgd(1), options)).toThrow(/Newton-type step/);
  });
});
