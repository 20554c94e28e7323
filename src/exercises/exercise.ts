import { isList } from "../errors";

/** A question whose answer can be checked by computing it. */
export interface Exercise {
  /** What is asked, with the form of the answer ("to 3 digits", "a word of …"). */
  question: string;
  /** Whether an answer is right. */
  accepts(answer: unknown): boolean;
  /** What helps a reader who gave this wrong answer; must not give the answer away. */
  hint(answer: unknown): string;
  /** One sentence that says why the right answer is right. */
  because: string;
  /** The worked solution, a step a line, its numbers computed. */
  solution?: () => readonly string[];
}

/** What every exercise says by itself. */
type Told = Pick<Exercise, "question" | "because" | "solution">;

/** A wrong answer that has a reason of its own: what somebody computed who answers this, and what to tell them. */
interface Mistake<T> {
  answer: () => T;
  hint: string;
}

/** An exercise whose answer is computed, and compared with what a reader gives. */
interface Compared<T> extends Told {
  /** The right answer, computed. */
  answer: () => T;
  /** The hint for any other answer. */
  hint: string;
  mistakes?: readonly Mistake<T>[];
}

/**
 * @param near whether what a reader gives is an answer
 * @param otherwise what to say of a wrong one that is no known mistake
 */
function compared<T>(
  { question, because, solution, answer, mistakes = [] }: Compared<T>,
  near: (value: unknown, target: T) => boolean,
  otherwise: (value: unknown) => string,
): Exercise {
  return {
    question,
    because,
    ...(solution && { solution }),
    accepts: (value) => near(value, answer()),
    hint: (value) => mistakes.find((mistake) => near(value, mistake.answer()))?.hint ?? otherwise(value),
  };
}

/**
 * An exercise with a number for its answer.
 * @param exercise.tolerance relative error that still counts as right; default 0.01
 */
export function numeric(exercise: Compared<number> & { tolerance?: number }): Exercise {
  const { answer, hint, tolerance = 0.01 } = exercise;
  const near = (value: unknown, target: number): boolean =>
    typeof value === "number" && Math.abs(value - target) <= tolerance * Math.abs(target) + Number.EPSILON;
  return compared(exercise, near, (value) =>
    typeof value !== "number" || Number.isNaN(value)
      ? `The answer is a number. ${hint}`
      : `Not yet: your answer is too ${value > answer() ? "large" : "small"}. ${hint}`,
  );
}

/**
 * An exercise with one word (or a list of words) for its answer; case and surrounding blanks do not count.
 * @param exercise.mistakes hints of their own for wrong answers, by the answer; those of a list joined by "|"
 */
export function words(
  exercise: Omit<Compared<string | readonly string[]>, "mistakes"> & {
    mistakes?: Readonly<Record<string, string>>;
  },
): Exercise {
  const plain = (value: unknown): string =>
    (Array.isArray(value) ? value : [value]).map((word) => String(word).trim().toLowerCase()).join("|");
  const { mistakes = {}, hint } = exercise;
  const known = Object.entries(mistakes).map(([wrong, why]) => ({
    answer: () => wrong,
    hint: `Not yet. ${why}`,
  }));
  const near = (value: unknown, target: string | readonly string[]): boolean =>
    plain(value) === plain(target);
  return compared({ ...exercise, mistakes: known }, near, () => `Not yet. ${hint}`);
}

/**
 * An exercise with a list of numbers for its answer, as many as the right one has.
 * @param exercise.tolerance error that still counts as right, relative to the largest number; default 0.01
 */
export function numbers(exercise: Compared<readonly number[]> & { tolerance?: number }): Exercise {
  const { answer, tolerance = 0.01, hint } = exercise;
  const near = (value: unknown, target: readonly number[]): boolean => {
    const room = tolerance * Math.max(...target.map(Math.abs)) + Number.EPSILON;
    return isList(value) && value.length === target.length && target.every((x, i) => typeof value[i] === "number" && Math.abs(value[i] - x) <= room); // prettier-ignore
  };
  return compared(exercise, near, (value) => {
    const { length } = answer();
    const isOne = isList(value) && value.length === length && Array.from(value).every((x) => typeof x === "number"); // prettier-ignore
    return isOne ? `Not yet. ${hint}` : `The answer is a list of ${length} numbers. ${hint}`;
  });
}
