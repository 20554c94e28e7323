import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  numberFormat,
  numberFormatNames,
  rounded,
  smallestSubnormal,
} from "../../../src/theory/float32/number-format";

/** Every finite number from 0 up that an 8- or 16-bit format encodes, from its bits. */
function encoded(exponentBits: number, digits: number, bias: number, largest: number): number[] {
  const fractions = 2 ** (digits - 1);
  const all = Array.from({ length: 2 ** exponentBits * fractions }, (_, bits) => {
    const [exponent, fraction] = [Math.floor(bits / fractions), bits % fractions];
    const significand = exponent === 0 ? fraction / fractions : 1 + fraction / fractions;
    return significand * 2 ** (Math.max(exponent, 1) - bias);
  });
  return all.filter((value) => value <= largest);
}

const layouts = {
  float8E4M3: [4, 4, 7, 448],
  float8E5M2: [5, 3, 15, 57344],
  float16: [5, 11, 15, 65504],
  bfloat16: [8, 8, 127, 3.3895313892515355e38],
} as const;

describe("rounded(x, format)", () => {
  test("is float32's own rounding, subnormal, tied and overflowing numbers included", () => {
    const format = numberFormat("float32");
    const bits = fc.tuple(fc.double({ min: -1, max: 1, noNaN: true }), fc.integer({ min: -160, max: 130 }));
    const same = (x: number): void => {
      expect(rounded(x, format)).toBe(Math.fround(x));
    };
    fc.assert(
      fc.property(bits, ([x, power]) => same(x * 2 ** power)),
      { numRuns: 2000, seed: 1 },
    );
    for (const x of [0, -0, Infinity, Number.NaN, 2 ** -150, 1.5 * 2 ** -149, 2 ** -149, 1 + 2 ** -24, 1 + 3 * 2 ** -24, 2 ** 128 - 2 ** 103])
      expect(rounded(x, format)).toBe(Math.fround(x)); // prettier-ignore
  });

  test.each(Object.entries(layouts))("finds the nearest number that %s encodes, and keeps each of them", (name, [bits, digits, bias, largest]) => {
    const format = numberFormat(name as keyof typeof layouts);
    const all = encoded(bits, digits, bias, largest);
    expect(all.at(-1)).toBe(format.largest);
    expect(all[1]).toBe(smallestSubnormal(format));
    // One expectation of all of them: one for each took longer than the numbers.
    const wrong: unknown[] = [];
    const is = (x: number, right: number): void => {
      const found = rounded(x, format);
      if (!Object.is(found, right)) wrong.push({ x, right, found });
    };
    for (const [i, value] of all.entries()) {
      is(value, value);
      if (i === 0) continue;
      const [below, middle] = [all[i - 1], (all[i - 1] + value) / 2];
      // Neighbours differ in the last bit: the even one takes the tie.
      is(middle, i % 2 === 0 ? value : below);
      is(-middle * (1 - 1e-9), below === 0 ? -0 : -below);
      is(middle * (1 + 1e-9), value);
    }
    expect(wrong).toEqual([]);
  }); // prettier-ignore

  test("overflows half a unit beyond the largest", () => {
    const float16 = numberFormat("float16");
    expect([65519, 65520, -1e5].map((x) => rounded(x, float16))).toEqual([65504, Infinity, -Infinity]);
  });
});

test("a gradient of 1 that shrinks by ¼ a layer falls below the smallest number after 4.5, 8, 12, 66.5 and 74.5 layers", () => {
  const layers = numberFormatNames.map((name) => Math.log2(smallestSubnormal(numberFormat(name))) / -2);
  expect(layers).toEqual([4.5, 8, 12, 66.5, 74.5]);
});

test("an unknown format is answered with the known ones", () => {
  expect(() => numberFormat("float64" as never)).toThrow(/Choose one of: float8E4M3/);
});
