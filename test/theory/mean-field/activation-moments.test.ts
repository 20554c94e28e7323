import { describe, expect, test } from "vitest";
import { leakyRelu, rrelu, rreluDivisor } from "../../../src/activations";
import { random } from "../../../src/random/random";
import { activation } from "../../../src/activations";
import { activationMoments } from "../../../src/theory/mean-field/activation-moments";
import { depthScales } from "../../../src/theory/mean-field/depth-scales";
import { chi1 } from "../../../src/theory/mean-field/mean-field";

describe("activationMoments", () => {
  test("of rectifiers are (1 − α)/√2π, 2/(1 + α²), 1 and 1 at q = 1, a random slope by its mean and its mean square", () => {
    const cases = [
      { input: "relu", mean: 0, square: 0 },
      { input: leakyRelu({ slope: 0.1 }), mean: 0.1, square: 0.01 },
      { input: rrelu({ lower: 1 / 8, upper: 1 / 3 }), mean: 11 / 48, square: (1 / 64 + 1 / 24 + 1 / 9) / 3 },
      { input: rreluDivisor({ lower: 3, upper: 8 }), mean: 2 / 11, square: 1 / 24 },
    ] as const;
    const found = activationMoments(cases.map(({ input }) => input));
    cases.forEach(({ mean, square }, i) => {
      expect(found[i].mean).toBeCloseTo((1 - mean) / Math.sqrt(2 * Math.PI), 12);
      expect(found[i].gain).toBeCloseTo(2 / (1 + square), 12);
      expect(found[i].gradientFactor).toBeCloseTo(1, 12);
      expect(found[i].varianceFactor).toBeCloseTo(1, 10);
    });
    expect(found.map(({ offShare }) => Number(offShare.toFixed(12)))).toEqual([0.5, 0, 0, 0]);
    expect(found[1].name).toBe("leakyRelu(0.1)");
  });

  test("bias is 0.3989 for ReLU and 0.1605 for ELU at q = 1 (Clevert et al. 2015)", () => {
    const [relu, elu] = activationMoments(["relu", "elu"]);
    expect([relu.mean.toFixed(4), elu.mean.toFixed(4)]).toEqual(["0.3989", "0.1605"]);
  });

  test("are those of a sample, at another q", () => {
    const stream = random(3, "activation moments");
    const z = Array.from({ length: 200_000 }, () => Math.sqrt(2.5) * stream.normal());
    for (const name of ["gelu", "hardSwish"] as const) {
      const [{ mean, gain, offShare }] = activationMoments([name], { preactivationMeanSquare: 2.5 });
      const { f, derivative } = activation(name);
      const average = (g: (x: number) => number): number => z.reduce((sum, x) => sum + g(x), 0) / z.length;
      // f² has a standard deviation of about 8, f of 1: five standard errors.
      expect(Math.abs(average(f) - mean)).toBeLessThan(5 / Math.sqrt(z.length));
      expect(Math.abs(average((x) => f(x) ** 2) - 2.5 / gain)).toBeLessThan(40 / Math.sqrt(z.length));
      expect(Math.abs(average((x) => Number(derivative(x) === 0)) - offShare)).toBeLessThan(2.5 / Math.sqrt(z.length)); // prettier-ignore
    }
  });

  test("agree with χ₁ and with the depth scale of the variance where q = 1 is the fixed point", () => {
    const [{ gain, gradientFactor, varianceFactor }] = activationMoments(["elu"]);
    expect(gradientFactor ** 2).toBeCloseTo(chi1("elu", { weights: gain }), 10);
    expect(-1 / Math.log(varianceFactor)).toBeCloseTo(depthScales("elu", { weights: gain }).variance, 5);
  });

  test("tell which layers correct a deviation of q (ELU, SELU) and in which it runs away (GELU, Swish)", () => {
    const factors = activationMoments(["elu", "selu", "gelu", "swish"]).map(({ varianceFactor }) => varianceFactor > 1); // prettier-ignore
    expect(factors).toEqual([false, false, true, true]);
  });

  test("say themselves as a table", () => {
    expect(String(activationMoments(["selu"]))).toMatch(/^z ~ N\(0, 1\), weights that keep it\n\nactivation .*\nselu +0 +1 +× 1\.0352 /); // prettier-ignore
    expect(() => activationMoments([])).toThrow(
      "activationMoments activations must be a list of activations",
    );
  });
});
