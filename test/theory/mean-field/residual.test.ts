import { describe, expect, test } from "vitest";
import { random, type Random } from "../../../src/random/random";
import { residual } from "../../../src/theory/mean-field/residual";
import {
  normalMatrix,
  normalVector,
  normSquare,
  standardErrorsOff,
  times,
  timesTransposed,
} from "../../support/monte-carlo";

describe("residual", () => {
  test("multiplies E‖g‖² and E‖x‖² by (1 + σ_w²/2)^L for ReLU", () => {
    const { gradientGrowth, signalGrowth, blocks } = residual("relu", { weights: 1.2 }, { depth: 12 });
    expect(gradientGrowth / 1.6 ** 12).toBeCloseTo(1, 12);
    expect(signalGrowth / 1.6 ** 12).toBeCloseTo(1, 12);
    expect(blocks.at(-1)).toMatchObject({ layer: 12, deltaRms: expect.closeTo(Math.sqrt(1.6), 12) });
    expect(blocks[3].preactivationMeanSquare).toBeCloseTo(1.6 ** 3, 11);
  });

  test("tends to e from below with σ_w² = 2/L, or with branches scaled by 1/√L", () => {
    const growth = (L: number): number => residual("relu", { weights: 2 / L }, { depth: L }).gradientGrowth;
    expect(growth(10)).toBeCloseTo(1.1 ** 10, 11);
    expect(growth(1000)).toBeLessThan(Math.E);
    expect(growth(1000) / Math.E).toBeCloseTo(1 - 1 / 2000, 6);
    const scaled = residual("relu", { weights: 2 }, { depth: 100, scale: 0.1 });
    expect(scaled.gradientGrowth).toBeCloseTo(growth(100), 11);
  });

  test.each(["relu", "tanh"] as const)("is what wide random blocks of %s do, over several seeds", (name) => {
    const [f, slope] =
      name === "relu"
        ? [(x: number) => Math.max(0, x), (x: number) => (x > 0 ? 1 : 0)]
        : [Math.tanh, (x: number) => 1 / Math.cosh(x) ** 2];
    const [width, depth, weights] = [40, 4, 0.8];
    const one = (draw: Random): { gradient: number; signal: number } => {
      let x = normalVector(draw, width);
      const blocks = Array.from({ length: depth }, () => {
        const block = { x, w: normalMatrix(draw, width, width, weights / width) };
        x = times(block.w, x.map(f)).map((z, i) => z + block.x[i]);
        return block;
      });
      let g = normalVector(draw, width);
      const signal = normSquare(x) / width;
      for (const block of blocks.toReversed()) {
        const branch = timesTransposed(block.w, g);
        g = g.map((value, i) => value + slope(block.x[i]) * branch[i]);
      }
      return { gradient: normSquare(g) / width, signal };
    };
    for (const seed of [1, 2, 3]) {
      const draw = random(seed, "blocks");
      const nets = Array.from({ length: 80 }, () => one(draw));
      const theory = residual(name, { weights }, { depth });
      expect(
        standardErrorsOff(
          nets.map(({ gradient }) => gradient),
          theory.gradientGrowth,
        ),
      ).toBeLessThan(4);
      expect(
        standardErrorsOff(
          nets.map(({ signal }) => signal),
          theory.signalGrowth,
        ),
      ).toBeLessThan(4);
    }
  });

  test("of no block changes nothing; a depth that is none throws", () => {
    expect(residual("relu", { weights: 2 }, { depth: 0 })).toEqual({
      blocks: [],
      gradientGrowth: 1,
      signalGrowth: 1,
    });
    expect(() => residual("relu", { weights: 2 }, { depth: 1.5 })).toThrow(/whole number/);
  });
});
