import { describe, expect, test } from "vitest";
import { modeStrength, modeTime } from "../../../src/theory/optimization/saxe";

const modes = [
  { target: 3, initial: 0.001 },
  { target: 0.5, initial: 0.02 },
  { target: 1, initial: 2 },
];

describe("modeStrength", () => {
  test.each(modes)("solves du/dt = 2u(s − u) (central differences), from %o", (mode) => {
    expect(modeStrength(mode, 0)).toBeCloseTo(mode.initial, 14);
    for (const time of [0.1, 1, 3]) {
      const [u, h] = [modeStrength(mode, time), 1e-5];
      const slope = (modeStrength(mode, time + h) - modeStrength(mode, time - h)) / (2 * h);
      expect(slope).toBeCloseTo(2 * u * (mode.target - u), 7);
    }
  });

  test("is what gradient descent on a net of two linear layers does, as the rate falls", () => {
    const [mode, rate] = [{ target: 2, initial: 0.01 }, 1e-4];
    let [a, b] = [Math.sqrt(mode.initial), Math.sqrt(mode.initial)];
    for (let step = 1; step <= 30_000; step++) {
      const error = mode.target - a * b;
      [a, b] = [a + rate * b * error, b + rate * a * error];
      if (step % 5000 === 0)
        expect(Math.abs(a * b - modeStrength(mode, step * rate))).toBeLessThan(20 * rate);
    }
  });

  test("ends at the target however long it takes", () => {
    expect(modeStrength(modes[0], 1e6)).toBe(3);
    expect(modeStrength({ target: 1, initial: 1 }, 7)).toBe(1);
  });
});

describe("modeTime", () => {
  test("undoes modeStrength", () => {
    for (const mode of modes) {
      for (const time of [0.2, 1.1]) expect(modeTime(mode, modeStrength(mode, time))).toBeCloseTo(time, 9);
      expect(modeTime(mode, mode.initial)).toBe(0);
      expect(modeTime(mode, mode.target)).toBe(Infinity);
    }
  });
  test("refuses a strength that the mode never has", () => {
    expect(() => modeTime({ target: 1, initial: 0.1 }, 1.2)).toThrow(/from 0.1 to 1/);
    expect(() => modeStrength({ target: 1, initial: 0 }, 1)).toThrow(/initial .* above 0/);
  });
});
