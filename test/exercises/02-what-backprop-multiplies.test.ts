import { describe, expect, test } from "vitest";
import { whatBackpropMultiplies as exercises } from "../../src/exercises/02-what-backprop-multiplies";

const right: Record<string, number> = {
  "02.count-the-slopes": 3,
  "02.saturated-neuron": 0.0099,
  "02.quarter-to-the-tenth": 9.5367e-7,
  "02.widest-weight": 6.89,
  "02.widest-interval": 0.448,
  "02.float32-depth": 63,
};

const typical: [id: string, answer: number, hint: RegExp][] = [
  ["02.count-the-slopes", 4, /one too many/],
  ["02.saturated-neuron", 0.99, /That is the activation/],
  ["02.quarter-to-the-tenth", 2.5, /do not add/],
  ["02.quarter-to-the-tenth", 0.25 ** 9, /nine factors/],
  ["02.widest-weight", 4, /width is 0/],
  ["02.widest-interval", 0.224, /half width/],
  ["02.widest-interval", 3.087, /width in z/],
  ["02.float32-depth", 64, /first depth outside/],
  ["02.float32-depth", 74, /subnormal/],
  ["02.float32-depth", 31, /square/],
];

describe("the exercises of notebook 02", () => {
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
});
