import { describe, expect, test } from "vitest";
import { random, type Random } from "../../../src/random/random";
import { activation } from "../../../src/activations";
import { centralDifferences } from "../../../src/numerics/finite-differences";
import { expectation } from "../../../src/numerics/gaussian";
import { type Residual, residual } from "../../../src/theory/mean-field/residual";
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

  test("with norm at the entrance of the branch multiplies E‖g‖² by L + 1 and grows x by one a block, at unit branch variance", () => {
    const { gradientGrowth, blocks } = residual("relu", { weights: 2 }, { depth: 24, norm: "pre" });
    expect(Math.sqrt(gradientGrowth)).toBeCloseTo(5, 12);
    blocks.forEach(({ layer, preactivationMeanSquare, deltaRms }) => {
      expect(preactivationMeanSquare).toBeCloseTo(layer, 12);
      expect(deltaRms).toBeCloseTo(Math.sqrt(25 / layer), 12);
    });
    expect(residual("relu", { weights: 2 }, { depth: 24 }).signalGrowth).toBeCloseTo(2 ** 24, 6);
  });

  test.each([
    ["relu", 1],
    ["tanh", 1.0435],
    ["sigmoid", 0.7592],
  ] as const)(
    "with norm behind the sum multiplies rms g by √((1 + χ)/2) per block at unit branch variance: %s",
    (name, factor) => {
      const { f, kinks } = activation(name);
      const weights = 1 / expectation((z) => f(z) ** 2, { kinks });
      const { gradientGrowth, signalGrowth } = residual(name, { weights }, { depth: 10, norm: "post" });
      expect(gradientGrowth ** (1 / 20)).toBeCloseTo(factor, 4);
      expect(signalGrowth).toBeCloseTo(1, 12);
    },
  );

  test("a branch that starts at 0 changes nothing, whatever the norm inside", () => {
    for (const norm of ["none", "pre", "post"] as const)
      expect(residual("tanh", { weights: 3 }, { depth: 50, scale: 0, norm }).gradientGrowth).toBeCloseTo(
        1,
        12,
      );
  });

  test.each(["none", "pre", "post"] as const)(
    "draws of finite width follow theory over seeds: %s",
    (norm) => {
      const variances = { weights: 1.5, biases: 0.1 };
      const stack = { depth: 6, scale: 0.8, norm, inputMeanSquare: 1.3 };
      const theory = residual("tanh", variances, stack);
      const drawn = Array.from({ length: 60 }, (_, i) =>
        residual("tanh", variances, { ...stack, draw: { width: 48, seed: i + 1 } }),
      );
      const off = (of: (one: Residual) => number): number => standardErrorsOff(drawn.map(of), of(theory));
      expect(off(({ gradientGrowth }) => gradientGrowth)).toBeLessThan(4);
      // The widths' own correction is of relative size 1/width.
      for (const layer of [1, 3, 5])
        expect(off(({ blocks }) => blocks[layer].preactivationMeanSquare)).toBeLessThan(4.5);
    },
  );

  test.each(["none", "pre", "post"] as const)(
    "a draw's gradient is that of its own blocks, by finite differences: %s",
    (norm) => {
      const [width, depth, seed, weights] = [6, 3, 5, 2];
      const normals = (part: string, block: number, count: number): number[] => {
        const { normal } = random(seed, "residual", part, block);
        return Array.from({ length: count }, () => normal());
      };
      const standard = (x: readonly number[]): number[] => {
        const mean = x.reduce((sum, value) => sum + value, 0) / x.length;
        const deviation = Math.sqrt(x.reduce((sum, value) => sum + (value - mean) ** 2, 0) / x.length);
        return x.map((value) => (value - mean) / deviation);
      };
      const matrices = [0, 1, 2].map((block) => normals("weights", block, width ** 2));
      const top = normals("gradient", 0, width);
      const loss = (input: readonly number[]): number => {
        const end = matrices.reduce(
          (x, matrix) => {
            const a = (norm === "pre" ? standard(x) : x).map(Math.tanh);
            const sum = x.map(
              (value, i) =>
                value +
                Math.sqrt(weights / width) *
                  a.reduce((total, one, j) => total + matrix[i * width + j] * one, 0),
            );
            return norm === "post" ? standard(sum) : sum;
          },
          [...input],
        );
        return end.reduce((total, value, i) => total + value * top[i], 0);
      };
      const slopes = centralDifferences(loss, normals("input", 0, width));
      const drawn = residual("tanh", { weights }, { depth, norm, draw: { width, seed } });
      expect(drawn.gradientGrowth / (normSquare(slopes) / normSquare(top))).toBeCloseTo(1, 6);
    },
  );

  test("of no block changes nothing; a depth that is none throws", () => {
    expect(residual("relu", { weights: 2 }, { depth: 0 })).toEqual({
      blocks: [],
      gradientGrowth: 1,
      signalGrowth: 1,
    });
    expect(() => residual("relu", { weights: 2 }, { depth: 1.5 })).toThrow(/whole number/);
  });
});
