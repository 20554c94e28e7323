import { describe, expect, test } from "vitest";
import { isASmallGradientGoodNews as exercises } from "../../src/exercises/00-is-a-small-gradient-good-news";
import { describeAnswers, type Wrong } from "../support/answers";

/** Worked out by hand, or by a simulation below. */
const RIGHT: Record<string, unknown[]> = {
  "00.fifty": [116],
  "00.predict-adagrad": ["more", " More "],
  "00.another-target": [["minimum", "minimum", "minimum"]],
  "00.tolerance": [2e-6],
  "00.alone-at-45": [0.1, 0.0999],
};

const WRONG: Wrong[] = [
  ["fifty", 228, /at rate ½/],
  ["fifty", 115, /round up/],
  ["fifty", 117, /too large/],
  ["predict-adagrad", "less", /along the weights/],
  ["predict-adagrad", "as much", /weight by weight/],
  ["predict-adagrad", 3, /"less", "as much" or "more"/],
  ["another-target", ["not critical", "strict saddle", "degenerate"], /target that is not 0/],
  ["another-target", ["degenerate", "degenerate", "degenerate"], /cost itself/],
  ["another-target", ["minimum", "minimum", "degenerate"], /lower anywhere/],
  ["tolerance", 0.01, /does not see a distance/],
  ["tolerance", 2e-5, /gradient norm/],
  ["tolerance", 1e-6, /brings down a 2/],
  ["alone-at-45", 100, /at 0°/],
  ["alone-at-45", 50, /climbs the wall/],
  ["alone-at-45", 0.000999, /percent are asked/],
  ["alone-at-45", 0, /not nothing/],
];

/** What Adagrad and plain descent leave of 0.001·u₁² + u₂², turned by an angle, by the textbook's formulas. */
function leaves(degrees: number, adaptive: boolean): number {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  let w = [cos - sin, sin + cos];
  const sums = [0, 0];
  const along = ([a, b]: number[]): number[] => [cos * a + sin * b, cos * b - sin * a];
  for (let step = 0; step < 1000; step++) {
    const [u1, u2] = along(w);
    const g = [0.002 * u1 * cos - 2 * u2 * sin, 0.002 * u1 * sin + 2 * u2 * cos];
    w = w.map((value, i) => {
      sums[i] += g[i] ** 2;
      return value - (0.5 * g[i]) / (adaptive ? Math.sqrt(sums[i]) : 1);
    });
  }
  const [u1, u2] = along(w);
  return 0.001 * u1 ** 2 + u2 ** 2;
}

/** The least that 0.001·u₁² + u₂² at (1, 0) comes down to when w₁ alone moves, by ternary search, as a share. */
function lowestAlone(degrees: number): number {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  const cost = (t: number): number => 0.001 * (1 + cos * t) ** 2 + (sin * t) ** 2;
  let [low, high] = [-2, 2];
  for (let i = 0; i < 200; i++) {
    const third = (high - low) / 3;
    if (cost(low + third) < cost(high - third)) high -= third;
    else low += third;
  }
  return cost(low) / 0.001;
}

describe("the exercises of notebook 00", () => {
  describeAnswers("00", exercises, { right: RIGHT, wrong: WRONG });

  test("are answered as a simulation answers them", () => {
    let [w1, w2, steps] = [1, 1, 0];
    for (; Math.max(Math.abs(w1), Math.abs(w2)) > 0.01; steps++) {
      w1 -= (2 / 2.04) * 0.04 * w1;
      w2 -= (2 / 2.04) * 2 * w2;
    }
    expect(exercises["00.fifty"].accepts(steps)).toBe(true);
    expect(leaves(30, true)).toBeGreaterThan(1.01 * leaves(30, false));
    expect(exercises["00.alone-at-45"].accepts(100 * (1 - lowestAlone(45)))).toBe(true);
  });

  test("have worked solutions whose numbers are those of the answer", () => {
    const solution = (name: string): string => exercises[`00.${name}`].solution!().join("\n");
    expect(solution("fifty")).toMatch(/κ = 50\..*0\.9608.*115\.1: step 116/s);
    expect(solution("predict-adagrad")).toMatch(
      /Adagrad leaves 0\.032 % of the cost, gradient descent 0\.014 %/,
    );
    expect(solution("another-target")).toMatch(/\(0, 1, 1\): 0, 0, 1\.\n.*\(0, 0, 1\): 0, 0, 0\./);
    expect(solution("tolerance")).toContain("0.0000020");
    expect(solution("alone-at-45")).toMatch(/0\.0999 %.*100 %, at 30° 0\.30 %/s);
  });

  test("never give a number away in a hint", () => {
    for (const [id, exercise] of Object.entries(exercises)) {
      const answers = RIGHT[id].filter((answer) => typeof answer === "number");
      for (const answer of answers) expect(exercise.hint("?")).not.toContain(String(answer));
    }
  });
});
