import { describe, expect, test } from "vitest";
import { whoDiesAndWhy as exercises } from "../../src/exercises/06-who-dies-and-why";
import { describeAnswers, type Wrong } from "../support/answers";

const right: Record<string, number | string> = {
  "06.three-wide-nine-deep": 0.6993,
  "06.ten-times-the-weights": "equal",
  "06.never-back": 1,
  "06.safe-width": 13,
  "06.bottleneck": 0.25,
  "06.killing-step": 0.5,
  "06.two-opposite-inputs": 0.3016,
};

const WRONG: Wrong[] = [
  ["three-wide-nine-deep", 1.125, /do not add up/],
  ["three-wide-nine-deep", 0.3, /gets through/],
  ["three-wide-nine-deep", 0.998, /one unit per layer/],
  ["ten-times-the-weights", "smaller", /Does a negative z become positive/],
  ["never-back", 5, /What else does its z/],
  ["safe-width", 12, /already below 1 %/],
  ["safe-width", 7, /There are fifty/],
  ["bottleneck", 0.75, /gets through/],
  ["bottleneck", 1 - 0.75 ** 3, /Only one of the three/],
  ["killing-step", 0.6, /bias moves too/],
  ["killing-step", 3, /weights move as well/],
  ["killing-step", 0.927, /square of the length/],
  ["two-opposite-inputs", 0.25, /layer 2/],
  ["two-opposite-inputs", 0.318, /cosine/],
];

describe("the exercises of notebook 06", () => {
  const answers = Object.fromEntries(Object.entries(right).map(([id, answer]) => [id, [answer]]));
  describeAnswers("06", exercises, { right: answers, wrong: WRONG });

  test.each(Object.keys(right))("%s has a worked solution that comes to its answer", (id) => {
    const solution = exercises[id].solution!().join("\n");
    const answer = right[id];
    expect(solution).not.toMatch(/NaN|undefined/);
    if (typeof answer === "string") expect(solution).toContain("same sign");
    else expect(solution).toMatch(new RegExp(`(^|\\D)${String(answer).replace(".", "\\.")}`));
  });
});
