import { describe, expect, test } from "vitest";
import { modeStrength, modeTime } from "../../../src/theory/optimization/saxe";

const modes = [
  { target: 3, initial: 0.001 },
  { target: 0.5, initial: 0.02 },
  { target: 1, initial: 2 },
  { target: 2, initial: 0.01, layers: 4 },
  { target: 0.7, initial: 1.5, layers: 3 },
  { target: 1.5, initial: 0.2, layers: 1 },
];

describe("modeStrength", () => {
  test.each(modes)("solves du/dt = N u^(2 − 2/N)(s − u) (central differences), from %o", (mode) => {
    expect(modeStrength(mode, 0)).toBeCloseTo(mode.initial, 14);
    for (const time of [0.1, 1, 3]) {
      const [u, h] = [modeStrength(mode, time), 1e-5];
      const slope = (modeStrength(mode, time + h) - modeStrength(mode, time - h)) / (2 * h);
      const { layers = 2, target } = mode;
      expect(slope).toBeCloseTo(layers * u ** (2 - 2 / layers) * (target - u), 5);
    }
  });

  test.each([2, 3, 5])(
    "is what gradient descent on a net of %i linear layers does, as the rate falls",
    (layers) => {
      const [mode, rate] = [{ target: 2, initial: 0.1, layers }, 1e-4];
      let w = mode.initial ** (1 / layers); // of each layer alike
      for (let step = 1; step <= 30_000; step++) {
        w += rate * w ** (layers - 1) * (mode.target - w ** layers);
        if (step % 5000 === 0)
          expect(Math.abs(w ** layers - modeStrength(mode, step * rate))).toBeLessThan(50 * rate);
      }
    },
  );

  test("of one layer is an exponential, whatever the others say of plateaus", () => {
    const mode = { target: 2, initial: 0.5, layers: 1 };
    for (const time of [0.3, 2]) expect(modeStrength(mode, time)).toBeCloseTo(2 - 1.5 * Math.exp(-time), 8);
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
