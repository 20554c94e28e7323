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

interface NumericExercise extends Told {
  /** The right answer, computed. */
  answer: () => number;
  /** Relative error that still counts as right; default 0.01. */
  tolerance?: number;
  /** The hint for any other answer. */
  hint: string;
  /** Wrong answers that have a reason of their own: what somebody computed who answers this, and what to tell them. */
  mistakes?: { answer: () => number; hint: string }[];
}

/** An exercise with a number for its answer. */
export function numeric({
  question,
  answer,
  tolerance = 0.01,
  because,
  solution,
  hint,
  mistakes = [],
}: NumericExercise): Exercise {
  const near = (value: unknown, target: number): boolean =>
    typeof value === "number" && Math.abs(value - target) <= tolerance * Math.abs(target) + Number.EPSILON;
  return {
    question,
    because,
    ...(solution && { solution }),
    accepts: (value) => near(value, answer()),
    hint(value) {
      if (typeof value !== "number" || Number.isNaN(value)) return `The answer is a number. ${hint}`;
      const known = mistakes.find((mistake) => near(value, mistake.answer()));
      if (known) return known.hint;
      return `Not yet: your answer is too ${value > answer() ? "large" : "small"}. ${hint}`;
    },
  };
}

/** An exercise with one word (or a list of words) for its answer; case and surrounding blanks do not count. */
export function words(
  exercise: Told & {
    /** The right answer, computed. */
    answer: () => string | readonly string[];
    hint: string;
    /** Hints of their own for wrong answers, by the answer; those of a list joined by "|". */
    mistakes?: Readonly<Record<string, string>>;
  },
): Exercise {
  const plain = (value: unknown): string =>
    (Array.isArray(value) ? value : [value]).map((word) => String(word).trim().toLowerCase()).join("|");
  const { question, because, solution, answer, hint, mistakes = {} } = exercise;
  return {
    question,
    because,
    ...(solution && { solution }),
    accepts: (value) => plain(value) === plain(answer()),
    hint: (value) => `Not yet. ${Object.hasOwn(mistakes, plain(value)) ? mistakes[plain(value)] : hint}`,
  };
}

/** An exercise with a list of numbers for its answer, as many as the right one has. */
export function numbers(
  exercise: Told & {
    /** The right answer, computed. */
    answer: () => readonly number[];
    /** Error that still counts as right, relative to the largest number; default 0.01. */
    tolerance?: number;
    hint: string;
    /** Wrong answers that have a reason of their own, and what to tell who gives them. */
    mistakes?: readonly { answer: () => readonly number[]; hint: string }[];
  },
): Exercise {
  const { question, because, solution, answer, tolerance = 0.01, hint, mistakes = [] } = exercise;
  const near = (value: unknown, target: readonly number[]): boolean => {
    const room = tolerance * Math.max(...target.map(Math.abs)) + Number.EPSILON;
    return isList(value) && value.length === target.length && target.every((x, i) => typeof value[i] === "number" && Math.abs(value[i] - x) <= room); // prettier-ignore
  };
  return {
    question,
    because,
    ...(solution && { solution }),
    accepts: (value) => near(value, answer()),
    hint(value) {
      const known = mistakes.find((mistake) => near(value, mistake.answer()));
      if (known) return known.hint;
      const { length } = answer();
      const isOne = isList(value) && value.length === length && Array.from(value).every((x) => typeof x === "number"); // prettier-ignore
      return isOne ? `Not yet. ${hint}` : `The answer is a list of ${length} numbers. ${hint}`;
    },
  };
}
