import { expect, test } from "vitest";
import { landscape } from "../../../src/theory/optimization/landscape";
import { quadratic } from "../../../src/theory/optimization/quadratic";

test("landscape(valley) draws ellipses on which the valley has the cost they name, two to a decade", () => {
  const valley = quadratic({ minimum: [1, 0], angle: 20 });
  const { levels } = landscape(valley, { reach: [3, -1] });
  for (const { cost, w1, w2 } of levels) {
    w1.forEach((x, i) => expect(valley.cost([x, w2[i]]) / cost).toBeCloseTo(1, 9));
  }
  levels.slice(1).forEach(({ cost }, i) => expect(cost / levels[i].cost).toBeCloseTo(Math.sqrt(10), 9));
});

test("landscape has its minimum in the middle of the window, and its reach within", () => {
  const { window } = landscape(quadratic({ minimum: [1, 0] }), { reach: [3, -1] });
  expect((window[0][0] + window[0][1]) / 2).toBe(1);
  expect(window[0][1]).toBeGreaterThan(3);
  expect(window[1][0]).toBeLessThan(-1);
});

test("landscape has a size even when the reach is the minimum itself", () => {
  const { window } = landscape(quadratic(), { reach: [0, 0] });
  expect(window[0][1]).toBeGreaterThan(0);
});
