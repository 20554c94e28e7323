import { describe, expect, test } from "vitest";
import { quadratic } from "../../../src/theory/optimization/quadratic";
import { stoppingSweep } from "../../../src/theory/optimization/stopping-sweep";

describe("stoppingSweep", () => {
  const sweep = stoppingSweep(quadratic(), { rates: [0.5, 0.1, 0.5], start: [1, 1], tolerance: 1e-4 });

  test("runs each rate once, ascending, under each test", () => {
    expect(sweep.rates).toEqual([0.1, 0.5]);
    expect(sweep.tests.map(({ test: name }) => name)).toEqual([
      "parameter change",
      "gradient norm",
      "Newton-type step",
    ]);
  });

  test("measures the distances that it predicts, to one step of gradient descent", () => {
    for (const { distances, predicted } of sweep.tests) {
      distances.forEach((distance, i) => expect(distance / predicted[i]).toBeCloseTo(1, 2));
    }
  });

  test("says so where the budget ended the run", () => {
    const { tests } = stoppingSweep(quadratic(), { rates: [0.1], start: [1, 1], tolerance: 1e-4, most: 50 });
    expect(tests[2]).toMatchObject({ stopped: [false], steps: [50] });
  });
});
