import { describe, expect, test } from "vitest";
import { curesInTheArchitecture as exercises } from "../../src/exercises/10-cures-in-the-architecture";
import { describeAnswers, type Wrong } from "../support/answers";

const sigma = (z: number): number => 1 / (1 + Math.exp(-z));
/** E g(z) for z ~ N(0, 1), by the trapezoidal rule. */
const mean = (g: (z: number) => number): number => {
  let sum = 0;
  for (let z = -9; z <= 9; z += 0.01) sum += 0.01 * g(z) * Math.exp((-z * z) / 2);
  return sum / Math.sqrt(2 * Math.PI);
};
const chi = mean((z) => (sigma(z) * (1 - sigma(z))) ** 2) / mean((z) => sigma(z) ** 2);
const perBlock = Math.sqrt((1 + chi) / 2);
const perLayer = Math.sqrt(Math.PI / (Math.PI - 1));

const right = {
  "10.predict-layer-norm": ["vanish", " Vanish "],
  "10.batch-norm-ten-layers": [perLayer ** 10, 6.8],
  "10.two-over-l": [Math.sqrt(Math.E), 1.65],
  "10.post-norm-sigmoid": [perBlock ** 24, 0.00135],
  "10.name-the-fault": [["vanishing", "exploding", "healthy", "exploding"]],
  "10.adam-epsilon": [1 / 101, 0.0099],
};

const wrong: Wrong[] = [
  ["predict-layer-norm", "stay", /ReLU/],
  ["predict-layer-norm", "explode", /above E φ²/],
  ["batch-norm-ten-layers", perLayer ** 20, /mean square/],
  ["batch-norm-ten-layers", 10 * perLayer, /multiply/],
  ["batch-norm-ten-layers", perLayer, /one layer/],
  ["batch-norm-ten-layers", perLayer ** -10, /grows/],
  ["two-over-l", Math.E, /mean square/],
  ["two-over-l", 1, /ever more/],
  ["two-over-l", Math.E ** 2, /smaller/],
  ["post-norm-sigmoid", perBlock ** 48, /mean square/],
  ["post-norm-sigmoid", perBlock, /one block/],
  ["post-norm-sigmoid", perBlock ** -24, /shrinks/],
  ["post-norm-sigmoid", 5, /pre-norm/],
  ["name-the-fault", ["vanishing", "healthy", "healthy", "healthy"], /1\.21/],
  ["name-the-fault", ["vanishing", "exploding", "healthy", "vanishing"], /χ₁/],
  ["name-the-fault", ["vanishing", "exploding", "exploding", "exploding"], /mean square/],
  ["adam-epsilon", 1, /ε = 0/],
  ["adam-epsilon", 1e-10, /plain gradient descent/],
];

describe("the exercises of notebook 10", () => {
  describeAnswers("10", exercises, { right, wrong });

  test("have worked solutions whose numbers are the answers", () => {
    const solution = (name: string): string => exercises[`10.${name}`].solution!().join(" ");
    expect(solution("batch-norm-ten-layers")).toContain("6.79");
    expect(solution("two-over-l")).toContain("1.649");
    expect(solution("post-norm-sigmoid")).toContain("0.00135");
    expect(solution("adam-epsilon")).toContain("0.0099");
    expect(solution("predict-layer-norm")).toContain("0.391");
    expect(exercises["10.name-the-fault"].solution!()).toHaveLength(4);
  });
});
