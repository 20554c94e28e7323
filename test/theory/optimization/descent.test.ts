import { describe, expect, test } from "vitest";
import { adagrad, adam, momentum, rmsprop, sgd } from "../../../src/optimizers";
import { descent, descents } from "../../../src/theory/optimization/descent";
import { quadratic } from "../../../src/theory/optimization/quadratic";

const valley = quadratic();
const start = [1, 1];

describe("descent", () => {
  test("holds the start and one point per step, with cost and gradient of each", () => {
    const path = descent(valley, sgd(0.5), { start, steps: 3 });
    expect(path.points.map(([, w2]) => w2)).toEqual([1, 0, 0, 0]);
    expect(path.points[3][0]).toBeCloseTo(0.999 ** 3, 14);
    expect(path.costs[0]).toBeCloseTo(1.001, 14);
    expect(path.gradients[0]).toEqual([0.002, 2]);
  });

  test("by Adagrad without ε moves both coordinates alike: 0.5, then 0.5 − 0.25/√1.25", () => {
    const { points } = descent(valley, adagrad(0.5, { epsilon: 0 }), { start, steps: 200 });
    expect(points[1]).toEqual([0.5, 0.5]);
    expect(points[2][0]).toBeCloseTo(0.5 - 0.25 / Math.sqrt(1.25), 14);
    for (const [w1, w2] of points) expect(w1).toBeCloseTo(w2, 12);
  });

  test("by Adagrad loses that on a turned valley", () => {
    const turned = quadratic({ angle: 45 });
    const steps = 1000;
    const aligned = descent(valley, adagrad(0.5), { start, steps });
    const rotated = descent(turned, adagrad(0.5), { start: turned.at(start), steps });
    expect(aligned.costs.at(-1)).toBeLessThan(1e-12);
    expect(rotated.costs.at(-1)).toBeGreaterThan(1e-6);
  });

  test("by gradient descent and momentum does not depend on how the valley is turned", () => {
    const turned = quadratic({ angle: 33 });
    for (const optimizer of [sgd(0.3), momentum(0.3)]) {
      const aligned = descent(valley, optimizer, { start, steps: 100 });
      const rotated = descent(turned, optimizer, { start: turned.at(start), steps: 100 });
      rotated.costs.forEach((cost, k) => expect(cost).toBeCloseTo(aligned.costs[k], 12));
    }
  });

  test("ends early and says so when the path leaves for infinity", () => {
    const path = descent(valley, sgd(1.5), { start, steps: 1000 });
    expect(path.diverged).toBe(true);
    expect(path.points.length).toBeLessThan(100);
    expect(path.points.flat().every(Number.isFinite)).toBe(true);
  });

  test("stays at the minimum with every optimizer", () => {
    for (const optimizer of [sgd(0.5), momentum(0.5), adagrad(0.5), rmsprop(0.5), adam(0.5)]) {
      expect(descent(valley, optimizer, { start: [0, 0], steps: 5 }).points.at(-1)).toEqual([0, 0]);
    }
  });

  test("refuses a start that is not a list of numbers", () => {
    expect(() => descent(valley, sgd(1), { start: [NaN, 0], steps: 1 })).toThrow(/descent start/);
    expect(() => descent(valley, sgd(1), { start: [], steps: 1 })).toThrow(/descent start/);
  });
});

describe("descents", () => {
  test("runs each optimizer at each rate once, rates ascending", () => {
    const runs = descents(valley, { optimizers: [sgd, adam], rates: [0.5, 0.1, 0.5], start, steps: 2 });
    expect(runs.map((run) => [run.optimizer.name, run.optimizer.parameters.rate])).toEqual([
      ["sgd", 0.1],
      ["sgd", 0.5],
      ["adam", 0.1],
      ["adam", 0.5],
    ]);
  });
});
