import { expect, test } from "vitest";
import { mlp } from "../../src/architecture/net";
import { inputGradientCorrelation } from "../../src/probes/input-gradient-correlation";
import { shattering } from "../../src/theory/random-matrices/shattering";
import { estimate } from "../support/monte-carlo";

const options = { inputs: 3, depth: 2, width: 8, outputs: 2, seed: 1 } as const;

test("a linear net has one gradient everywhere", () => {
  const net = mlp({ ...options, activation: "linear" });
  const points = [[1, 2, 3], [0, 0, 0], [-4, 5, 6]]; // prettier-ignore
  expect(inputGradientCorrelation(net, points)).toEqual([expect.closeTo(1, 6), expect.closeTo(1, 6)]);
});

test("is shattering's correlation in wide ReLU nets, on average over seeds", () => {
  const [width, depth, c] = [128, 3, 0.4];
  const x = Array.from({ length: 16 }, (_, i) => (i === 0 ? 1 : 0));
  const y = x.map((value, i) => (i === 1 ? Math.sqrt(1 - c * c) : c * value));
  const cosines = Array.from({ length: 16 }, (_, seed) => {
    const shape = { inputs: 16, depth, width, outputs: 8, seed };
    return inputGradientCorrelation(mlp({ ...shape, activation: "relu", init: "heNormal" }), [x, y])[0];
  });
  const { mean, error } = estimate(cosines);
  const [{ deltaCorrelation }] = shattering({ correlation: c, depth });
  // Four standard errors, and the bias of a finite width, of order depth/width.
  expect(Math.abs(mean - deltaCorrelation)).toBeLessThan(4 * error + depth / width);
});

test("is NaN where a gradient is 0, and refuses points that do not fit", () => {
  const net = mlp({ ...options, init: { name: "constant", value: 0 } as never });
  expect(inputGradientCorrelation(net, [[1, 2, 3], [1, 2, 4]])).toEqual([Number.NaN]); // prettier-ignore
  expect(() => inputGradientCorrelation(net, [[1, 2, 3]])).toThrow("at least 2 points");
  expect(() => inputGradientCorrelation(net, [[1, 2], [3, 4]])).toThrow("net has inputs (3)"); // prettier-ignore
});
