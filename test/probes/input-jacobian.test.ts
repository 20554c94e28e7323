import { describe, expect, test } from "vitest";
import { mlp } from "../../src/architecture/net";
import { inputOutputSingularValues } from "../../src/probes/input-jacobian";
import { jacobianSpectrum } from "../../src/theory/random-matrices/jacobian-spectrum";
import { random } from "../../src/random/random";
import { standardErrorsOff } from "../support/monte-carlo";

const point = (n: number): number[] => {
  const draw = random(9, "point");
  return Array.from({ length: n }, () => draw.normal());
};
const linear = { inputs: 12, depth: 4, width: 12, outputs: 12, activation: "linear", seed: 1 } as const;

describe("inputOutputSingularValues", () => {
  test("are all 1 in a deep linear net with orthogonal weights", () => {
    const net = mlp({ ...linear, depth: 20, init: "orthogonal" });
    expect(inputOutputSingularValues(net, point(12))).toEqual(Array(12).fill(expect.closeTo(1, 4)));
  });

  test("of logistic regression with one output: the weights' norm", () => {
    const net = mlp({ ...linear, depth: 0, outputs: 1 });
    const [value, ...rest] = inputOutputSingularValues(net, point(12));
    expect(value).toBeCloseTo(Math.hypot(...net.parameters[0].weights), 5);
    expect(rest).toEqual([]);
  });

  test("have in Gaussian linear nets the moments of theory, on average over seeds", () => {
    const theory = jacobianSpectrum("linear", { weights: 1, depth: 5, width: 12 });
    const [first, second]: [number[], number[]] = [[], []];
    for (let seed = 0; seed < 150; seed++) {
      const squares = inputOutputSingularValues(mlp({ ...linear, init: "lecunNormal", seed }), point(12)).map(
        (s) => s * s,
      );
      first.push(squares.reduce((sum, s) => sum + s, 0) / 12);
      second.push(squares.reduce((sum, s) => sum + s * s, 0) / 12);
    }
    expect(standardErrorsOff(first, theory.meanSquare)).toBeLessThan(4);
    expect(standardErrorsOff(second, theory.meanSquare ** 2 * (1 + theory.relativeVariance))).toBeLessThan(4);
  });

  test("are NaN where a weight is, and refuse a point that does not fit", () => {
    const net = mlp(linear);
    expect(() => inputOutputSingularValues(net, [1, 2])).toThrow("as many as the net has inputs (12)");
    expect(() => inputOutputSingularValues(net, Array(12).fill(Number.NaN))).toThrow("finite numbers");
    net.parameters[0].weights[0] = Number.NaN;
    expect(inputOutputSingularValues(net, point(12))).toEqual(Array(12).fill(Number.NaN));
  });
});
