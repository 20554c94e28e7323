import { describe, expect, test } from "vitest";
import { sgd } from "../../../src/optimizers";
import { linearChain } from "../../../src/theory/critical-points/linear-chain";
import { sigmoidPlateau } from "../../../src/theory/critical-points/plateau";
import { quadratic } from "../../../src/theory/optimization/quadratic";
import { distanceAtStop, stopBy, stoppingTests } from "../../../src/theory/optimization/stopping";

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

  test("lists the tests when it is given another name", () => {
    expect(() => stopBy("hope" as never, valley, sgd(1), options)).toThrow(/Newton-type step/);
  });
});
