import { expect, test } from "vitest";
import { landscape } from "../../src/theory/landscape";
import { quadratic } from "../../src/theory/quadratic";

test("landscape(valley) holds the cost at each grid point, around the minimum and beyond the reach", () => {
  const valley = quadratic({ minimum: [1, 0] });
  const { w1, w2, cost } = landscape(valley, { reach: [3, -1], cells: 5 });
  expect(w1[2]).toBe(1);
  expect(w1.at(-1)).toBeGreaterThan(3);
  expect(cost[3][1]).toBe(valley.cost([w1[1], w2[3]]));
});

test("landscape has a size even when the reach is the minimum itself", () => {
  const { w1 } = landscape(quadratic(), { reach: [0, 0] });
  expect(w1.at(-1)! - w1[0]).toBeGreaterThan(0);
});
