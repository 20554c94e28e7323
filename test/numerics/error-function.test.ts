import oracleErf from "@stdlib/math-base-special-erf";
import oracleErfc from "@stdlib/math-base-special-erfc";
import oracleErfcx from "@stdlib/math-base-special-erfcx";
import { expect, test } from "vitest";
import { erf, erfc, erfcx, normalShare } from "../../src/numerics/error-function";

/** −27 to 27, closely, with both ends of what is taken by either series, and sizes from 10⁻³⁰⁰ up. */
const points = [
  ...Array.from({ length: 10_801 }, (_, i) => (i - 5400) / 200),
  ...Array.from({ length: 600 }, (_, i) => 10 ** (i - 300)),
  1 - 2 ** -53,
  0.5 - 2 ** -54,
];
const share = (x: number): number =>
  x < 0
    ? (Math.exp((-x * x) / 2) * oracleErfcx(-x * Math.SQRT1_2)) / 2
    : 1 - oracleErfc(x * Math.SQRT1_2) / 2;

/** The largest error, as a share of 2⁻⁵² of the number, or of the smallest one that has all digits. */
const worst = (found: (x: number) => number, right: (x: number) => number, at: readonly number[]): number =>
  Math.max(...at.map((x) => (found(x) === right(x) ? 0 : Math.abs(found(x) - right(x)) / Math.max(Math.abs(right(x)), 2 ** -1022) / 2 ** -52))); // prettier-ignore

test("erf, erfc and erfcx have the digits of an independent implementation, in their tails too", () => {
  expect(worst(erf, oracleErf, points)).toBeLessThan(2);
  expect(worst(erfc, oracleErfc, points)).toBeLessThan(7);
  expect(worst(erfcx, oracleErfcx, points.filter((x) => x >= 0))).toBeLessThan(5); // prettier-ignore
  // The oracle's e^(−x²/2) has few digits only where x² is exact.
  expect(worst(normalShare, share, points.map((x) => Math.round(x * 64) / 64))).toBeLessThan(9); // prettier-ignore
});

test("erf is odd, −0 at −0, and all keep to their limits", () => {
  for (const x of points) expect(erf(-x)).toBe(-erf(x));
  expect(Object.is(erf(-0), -0)).toBe(true);
  expect([erf(Infinity), erfc(Infinity), erfc(-Infinity), erfcx(Infinity), normalShare(-Infinity), normalShare(Infinity)]).toEqual([1, 0, 2, 0, 0, 1]); // prettier-ignore
  for (const f of [erf, erfc, erfcx, normalShare]) expect(f(NaN)).toBeNaN();
});
