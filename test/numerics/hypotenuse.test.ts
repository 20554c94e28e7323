import * as fc from "fast-check";
import { expect, test } from "vitest";
import { hypotenuse } from "../../src/numerics/hypotenuse";

test("meets Math.hypot to the last digits at any size, and exactly where a side is 0 or infinite", () => {
  const side = fc.double({ noNaN: true, min: -1e307, max: 1e307 });
  fc.assert(
    fc.property(side, side, (a, b) => {
      const wanted = Math.hypot(a, b);
      expect(Math.abs(hypotenuse(a, b) - wanted)).toBeLessThanOrEqual(4 * Number.EPSILON * wanted + Number.MIN_VALUE); // prettier-ignore
    }),
  );
  expect(hypotenuse(3, 4)).toBe(5);
  expect(hypotenuse(0, 0)).toBe(0);
  expect(hypotenuse(-7, 0)).toBe(7);
  expect(hypotenuse(1, -Infinity)).toBe(Infinity);
  expect(hypotenuse(1, NaN)).toBeNaN();
});
