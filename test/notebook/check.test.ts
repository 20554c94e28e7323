import { afterAll, expect, test, vi } from "vitest";
import { numeric, words } from "../../src/exercises/exercise";
import { exercises } from "../../src/exercises";
import { judge } from "../../src/exercises/judge";
import { check } from "../../src/notebook/check";

const write = vi.spyOn(process.stdout, "write").mockReturnValue(true);
afterAll(() => write.mockRestore());

const third = numeric({
  question: "What is 1/3?",
  answer: () => 1 / 3,
  tolerance: 0.001,
  because: "It is.",
  hint: "Divide.",
  mistakes: [{ answer: () => 3, hint: "Upside down." }],
});

test("numeric accepts the answer within its tolerance, and nothing else", () => {
  expect(third.accepts(0.3333)).toBe(true);
  for (const wrong of [0.33, "0.3333", Number.NaN, null, undefined, [1 / 3]])
    expect(third.accepts(wrong)).toBe(false);
});

test("numeric's hint knows the usual mistake, and else says which way to go", () => {
  expect(third.hint(3)).toBe("Upside down.");
  expect(third.hint(0.5)).toBe("Not yet: your answer is too large. Divide.");
  expect(third.hint("x")).toBe("The answer is a number. Divide.");
});

test("words accepts a word or a list, whatever the case", () => {
  const saddle = words({ question: "?", answer: () => ["minimum", "saddle"], because: "", hint: "" });
  expect(saddle.accepts([" Minimum", "SADDLE "])).toBe(true);
  expect(saddle.accepts("minimum")).toBe(false);
});

test("check says what judge finds, never throws, and returns nothing that a cell would print again", () => {
  const odds = [null, Symbol("x"), 10n, {}, () => 1];
  const ids = [...Object.keys(exercises), "00.nonsense", undefined as never];
  // Each exercise with one of them, since some compute for long; the first with each.
  const asked = [...odds.map((odd) => [ids[0], odd] as const), ...ids.map((id, i) => [id, odds[i % odds.length]] as const)]; // prettier-ignore
  for (const [id, odd] of asked) {
    expect(check(id, odd)).toBeUndefined();
    const { right, message } = judge(id, odd);
    expect(right).toBe(false);
    expect(write).toHaveBeenLastCalledWith(`✗ ${message}\n`);
  }
});

test("an unknown exercise is answered with the list of those that exist", () => {
  expect(judge("00.nonsense", 1).message).toContain("there are:");
});

test("every exercise asks a question, and leaving the answer out repeats it", () => {
  for (const [id, exercise] of Object.entries(exercises)) {
    expect(id).toMatch(/^\d\d\.[a-z0-9-]+$/);
    expect(judge(id, undefined).message).toBe(exercise.question);
  }
});

test('check(id, "solution") prints the worked solution; without one of its own, what makes the answer right', () => {
  for (const [id, { because, solution }] of Object.entries(exercises)) {
    check(id, "solution");
    // Computed once more, and not twice: some take long.
    const worked = judge(id, undefined).solution!;
    expect(write).toHaveBeenLastCalledWith(`… ${worked.join("\n")}\n`);
    if (!solution) expect(worked).toEqual([because]);
    expect(worked.join()).not.toMatch(/NaN|undefined/);
  }
});

test("words has a hint of its own for the usual mistake", () => {
  const asked = words({
    question: "?",
    answer: () => "yes",
    because: "",
    hint: "Think.",
    mistakes: { no: "Look again." },
  });
  expect([asked.hint(" No"), asked.hint("maybe")]).toEqual(["Not yet. Look again.", "Not yet. Think."]);
});
