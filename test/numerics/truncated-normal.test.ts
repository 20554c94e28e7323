import { expect, test } from "vitest";
import { expectation } from "../../src/numerics/gaussian";
import { truncatedVariance } from "../../src/numerics/truncated-normal";
import { random } from "../../src/random/random";

const inside = (cut: number, f: (x: number) => number): number =>
  expectation((x) => (Math.abs(x) < cut ? f(x) : 0), { kinks: [-cut, cut] });

test.each([0.5, 1, 2, 3, 8])("the variance within ±%s is ∫ x²φ ÷ ∫ φ there, by quadrature", (cut) => {
  expect(truncatedVariance(cut)).toBeCloseTo(inside(cut, (x) => x * x) / inside(cut, () => 1), 10);
});

test("at 2 its root is the constant that frameworks divide by, 0.87962566103423978", () => {
  expect(Math.sqrt(truncatedVariance())).toBeCloseTo(0.879_625_661_034_239_78, 14);
});

test("a narrow cut leaves a uniform distribution, of variance c²/3; a wide one the whole", () => {
  expect(truncatedVariance(0.01) / (0.01 ** 2 / 3)).toBeCloseTo(1, 4);
  expect(truncatedVariance(100)).toBe(1);
});

test("draws that are thrown away beyond the cut have it", () => {
  const stream = random(4, "truncated");
  const kept = Array.from({ length: 40_000 }, () => stream.normal()).filter((x) => Math.abs(x) < 1);
  const variance = kept.reduce((sum, x) => sum + x * x, 0) / kept.length;
  // Var x² within ±1 is below E x⁴ ≤ E x².
  expect(Math.abs(variance - truncatedVariance(1))).toBeLessThan(4 * Math.sqrt(variance / kept.length));
});

test("a cut that keeps nothing is refused", () => {
  expect(() => truncatedVariance(0)).toThrow(
    "truncatedVariance cut must be a finite number from 0.01 to 100",
  );
});
