import { describe, expect, test } from "vitest";
import { isASmallGradientGoodNews as exercises } from "../../src/exercises/00-is-a-small-gradient-good-news";

const RIGHT: Record<string, unknown> = {
  "00.what-is-left": 0.999 ** 1000,
  "00.steps-to-one-percent": 4603,
  "00.adagrad-two-steps": 0.2764,
  "00.zeros-of-the-chain": ["not critical", "strict saddle", "degenerate"],
};

describe("the exercises of notebook 00", () => {
  test("accept the right answers, and there is one for each", () => {
    expect(Object.keys(exercises)).toEqual(Object.keys(RIGHT));
    for (const [id, answer] of Object.entries(RIGHT))
      expect([id, exercises[id].accepts(answer)]).toEqual([id, true]);
  });

  test("answer known mistakes with a hint of their own", () => {
    const hint = (name: string, answer: unknown) => exercises[`00.${name}`].hint(answer);
    expect(hint("what-is-left", 0)).toMatch(/popular answer/);
    expect(hint("what-is-left", 36.77)).toMatch(/percentage/);
    expect(hint("what-is-left", 0.6064)).toMatch(/brings down a 2/);
    expect(hint("steps-to-one-percent", 4605)).toMatch(/three digits/);
    expect(hint("steps-to-one-percent", 4602)).toMatch(/round up/);
    expect(hint("adagrad-two-steps", 0)).toMatch(/first included/);
  });

  test("take neither a neighbouring count of steps nor words in another order", () => {
    expect(exercises["00.steps-to-one-percent"].accepts(4604)).toBe(false);
    expect(exercises["00.zeros-of-the-chain"].accepts(["strict saddle", "not critical", "degenerate"])).toBe(
      false,
    );
  });

  test("never give the answer away in a hint", () => {
    for (const [id, exercise] of Object.entries(exercises)) {
      expect(exercise.hint("?")).not.toContain(String(RIGHT[id]));
    }
  });
});
