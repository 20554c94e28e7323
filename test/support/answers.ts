import { expect, test } from "vitest";
import type { Exercise } from "../../src/exercises/exercise";

/** A wrong answer to an exercise, by its name without the notebook's number, and a word of the hint that it gets. */
export type Wrong = readonly [name: string, answer: unknown, hint: RegExp];

/** Every exercise of a notebook accepts its right answers, has a hint of its own for each typical mistake, and a worked solution. */
export function describeAnswers(
  number: string,
  exercises: Readonly<Record<string, Exercise>>,
  { right, wrong }: { right: Readonly<Record<string, readonly unknown[]>>; wrong: readonly Wrong[] },
): void {
  test("accept the right answers, and there is one for each", () => {
    expect(Object.keys(exercises)).toEqual(Object.keys(right));
    for (const [id, answers] of Object.entries(right)) {
      expect(answers.length, id).toBeGreaterThan(0);
      for (const answer of answers) expect([id, exercises[id].accepts(answer)]).toEqual([id, true]);
    }
  });

  test.each(wrong)("%s answers %s with a hint of its own", (name, answer, hint) => {
    expect(exercises[`${number}.${name}`].accepts(answer)).toBe(false);
    expect(exercises[`${number}.${name}`].hint(answer)).toMatch(hint);
  });

  test("have a worked solution each", () => {
    for (const { solution } of Object.values(exercises)) {
      const lines = solution!();
      expect(lines.length).toBeGreaterThan(1);
      for (const line of lines) expect(line).not.toMatch(/NaN|undefined|Infinity/);
    }
  });
}
