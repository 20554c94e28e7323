import { describe, expect, test } from "vitest";
import { whoDiesAndWhy as exercises } from "../../src/exercises/06-who-dies-and-why";

const right: Record<string, number | string> = {
  "06.three-wide-nine-deep": 0.6993,
  "06.ten-times-the-weights": "equal",
  "06.never-back": 1,
  "06.safe-width": 13,
  "06.bottleneck": 0.25,
  "06.killing-step": 0.5,
  "06.two-opposite-inputs": 0.3016,
};

const typical: [id: string, answer: number | string, hint: RegExp][] = [
  ["06.three-wide-nine-deep", 1.125, /do not add up/],
  ["06.three-wide-nine-deep", 0.3, /gets through/],
  ["06.three-wide-nine-deep", 0.998, /one unit per layer/],
  ["06.ten-times-the-weights", "smaller", /Does a negative z become positive/],
  ["06.never-back", 5, /What else does its z/],
  ["06.safe-width", 12, /already below 1 %/],
  ["06.safe-width", 7, /There are fifty/],
  ["06.bottleneck", 0.75, /gets through/],
  ["06.bottleneck", 1 - 0.75 ** 3, /Only one of the three/],
  ["06.killing-step", 0.6, /bias moves too/],
  ["06.killing-step", 3, /weights move as well/],
  ["06.killing-step", 0.927, /square of the length/],
  ["06.two-opposite-inputs", 0.25, /layer 2/],
  ["06.two-opposite-inputs", 0.318, /cosine/],
];

describe("the exercises of notebook 06", () => {
  test.each(Object.entries(right))("%s accepts %s", (id, answer) => {
    expect(exercises[id].accepts(answer)).toBe(true);
  });

  test("has an answer here for each of them", () => {
    expect(Object.keys(exercises).toSorted()).toEqual(Object.keys(right).toSorted());
  });

  test.each(typical)("%s answers %s with a hint of its own", (id, answer, hint) => {
    expect(exercises[id].accepts(answer)).toBe(false);
    expect(exercises[id].hint(answer)).toMatch(hint);
  });

  test.each(Object.keys(right))("%s has a worked solution that comes to its answer", (id) => {
    const solution = exercises[id].solution!().join("\n");
    const answer = right[id];
    expect(solution).not.toMatch(/NaN|undefined/);
    if (typeof answer === "string") expect(solution).toContain("same sign");
    else expect(solution).toMatch(new RegExp(`(^|\\D)${String(answer).replace(".", "\\.")}`));
  });
});
