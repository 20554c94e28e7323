import { expect, test } from "vitest";
import { lecunNormal, orthogonal } from "../../../src/initializers";
import { random } from "../../../src/random/random";
import { matrixSpectrum } from "../../../src/theory/through-time/matrix-spectrum";

test("a rotation by θ has the eigenvalues cos θ ± i sin θ, and stretches nothing", () => {
  const [c, s] = [Math.cos(0.7), Math.sin(0.7)];
  const { real, imaginary, radius, norm } = matrixSpectrum([c, -s, s, c], 2);
  expect(real).toEqual([expect.closeTo(c, 12), expect.closeTo(c, 12)]);
  expect(imaginary.map(Math.abs)).toEqual([expect.closeTo(s, 12), expect.closeTo(s, 12)]);
  expect([radius, norm]).toEqual([expect.closeTo(1, 12), expect.closeTo(1, 12)]);
});

test("a shear has radius 1 and stretches more: the golden ratio", () => {
  const { radius, norm } = matrixSpectrum([1, 1, 0, 1], 2);
  expect(radius).toBeCloseTo(1, 7);
  expect(norm).toBeCloseTo((1 + Math.sqrt(5)) / 2, 12);
});

test("a Gaussian matrix fills the disc of its gain and stretches by twice that; an orthogonal one keeps to the circle", () => {
  for (let seed = 1; seed <= 3; seed++) {
    const gaussian = matrixSpectrum(lecunNormal({ gain: 0.7 }).sample(random(seed, "u"), 100, 100), 100);
    // Edges of a matrix of 100 rows lie off by about 1/√100.
    expect(Math.abs(gaussian.radius - 0.7)).toBeLessThan(0.12);
    expect(Math.abs(gaussian.norm - 1.4)).toBeLessThan(0.12);
    const inside = gaussian.real.filter((re, i) => Math.hypot(re, gaussian.imaginary[i]) < 0.7 / Math.SQRT2);
    // Half of the disc's area, hence half of the eigenvalues.
    expect(Math.abs(inside.length / 100 - 0.5)).toBeLessThan(0.1);
    const turned = matrixSpectrum(orthogonal().sample(random(seed, "u"), 32, 32), 32);
    turned.real.forEach((re, i) => expect(Math.hypot(re, turned.imaginary[i])).toBeCloseTo(1, 5));
    expect(turned.norm).toBeCloseTo(1, 5);
  }
});

test("what is no square matrix is refused", () => {
  expect(() => matrixSpectrum([1, 2, 3], 2)).toThrow(/units × units \(4\)/);
  expect(() => matrixSpectrum([1], 1.5)).toThrow(/whole number/);
});
