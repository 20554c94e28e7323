import { expect, test } from "vitest";
import { cos, cosh, exp, expm1, log, log1p, sin, tanh } from "../../src/numerics/elementary";

const sizes = Array.from({ length: 3200 }, (_, i) => 10 ** (i / 5 - 320));
const dense = Array.from({ length: 20_001 }, (_, i) => (i - 10_000) / 13.7);
const points = [...dense, ...sizes, ...sizes.map((x) => -x)];

/** The largest error, in units of 2⁻⁵² of the number, or of the smallest one that has all digits. */
const worst = (found: (x: number) => number, right: (x: number) => number, at = points): number =>
  Math.max(...at.map((x) => (Object.is(found(x), right(x)) ? 0 : Math.abs(found(x) - right(x)) / Math.max(Math.abs(right(x)), 2 ** -1022) / 2 ** -52))); // prettier-ignore

test("exponentials and logarithms have the digits of the platform's, over all sizes", () => {
  expect(worst(exp, Math.exp)).toBeLessThan(1.1);
  expect(worst(expm1, Math.expm1)).toBeLessThan(2.1);
  expect(worst(tanh, Math.tanh)).toBeLessThan(3.1);
  expect(worst(cosh, Math.cosh)).toBeLessThan(2.1);
  expect(worst(log, Math.log, points.filter((x) => x > 0))).toBeLessThan(1.1); // prettier-ignore
  expect(worst(log1p, Math.log1p, points.filter((x) => x > -1))).toBeLessThan(3.1); // prettier-ignore
});

test("sine and cosine do, up to a million, also beside their zeros", () => {
  const turns = Array.from({ length: 20_000 }, (_, i) => (i - 10_000) * 97.31);
  const zeros = Array.from({ length: 2000 }, (_, i) => ((i - 1000) * Math.PI) / 2);
  expect(worst(sin, Math.sin, [...dense, ...turns, ...zeros])).toBeLessThan(2.1);
  expect(worst(cos, Math.cos, [...dense, ...turns, ...zeros])).toBeLessThan(2.1);
});

test("they keep to limits, signs and what is no number", () => {
  const f = { exp, expm1, tanh, cosh, log, log1p, sin, cos };
  const edges = [
    0,
    -0,
    Infinity,
    -Infinity,
    Number.NaN,
    709.7,
    709.79,
    -745.1,
    -746,
    Number.MIN_VALUE,
    1e308,
    -1,
    1,
  ];
  for (const [name, own] of Object.entries(f))
    for (const x of edges.filter((edge) => edge !== 1e308 || !/sin|cos$/.test(name))) {
      const right = Math[name as keyof typeof f](x);
      if (Number.isFinite(right) && right !== 0) expect(own(x) / right, `${name}(${x})`).toBeCloseTo(1, 12);
      else expect(own(x), `${name}(${x})`).toBe(right);
    }
});
