import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  float32Depths,
  LARGEST,
  SMALLEST_NORMAL,
  SMALLEST_SUBNORMAL,
} from "../../../src/theory/float32/float32";

const round = Math.fround;

/** The largest L for which `holds`, by trying. */
function last(holds: (L: number) => boolean): number {
  let L = 0;
  while (holds(L + 1)) L++;
  return L;
}

describe("float32Depths", () => {
  test("knows where ¼^L ends", () => {
    expect(float32Depths(1 / 4)).toEqual({
      factor: 0.25, moves: 11, normal: 63, nonzero: 74, squareNormal: 31, squareNonzero: 37, finite: Infinity,
    }); // prettier-ignore
  });

  test("agrees with rounding the powers one by one", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.05, max: 0.9, noNaN: true }), (factor) => {
        const depths = float32Depths(factor);
        expect(depths.normal).toBe(last((L) => factor ** L >= SMALLEST_NORMAL));
        expect(depths.nonzero).toBe(last((L) => round(factor ** L) > 0));
        expect(depths.moves).toBe(last((L) => round(1 + factor ** L) > 1));
        expect(depths.squareNormal).toBe(last((L) => factor ** (2 * L) >= SMALLEST_NORMAL));
        expect(depths.squareNonzero).toBe(last((L) => round(factor ** (2 * L)) > 0));
      }),
    );
  });

  test("has no limit for a factor of 1, and overflows above it", () => {
    expect(float32Depths(1)).toMatchObject({ normal: Infinity, finite: Infinity });
    expect(float32Depths(2).finite).toBe(127);
    expect(float32Depths(3).finite).toBe(last((L) => Number.isFinite(round(3 ** L))));
    expect(() => float32Depths(0)).toThrow(/above 0/);
  });
});

test("float32's limits are those of Math.fround", () => {
  expect(round(SMALLEST_SUBNORMAL)).toBe(SMALLEST_SUBNORMAL);
  expect(round(SMALLEST_SUBNORMAL / 2)).toBe(0);
  expect(round(LARGEST)).toBe(LARGEST);
  expect(round(LARGEST * 1.0001)).toBe(Infinity);
});
