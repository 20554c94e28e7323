import { exercises } from "./index";
import type { Exercise } from "./exercise";

/** What there is to say of an answer. */
export interface Verdict {
  right: boolean;
  /** What the reader is told. */
  message: string;
  /** The worked solution, a step a line, for whoever asks for it. */
  solution?: readonly string[];
}

/** The answer that asks for the worked solution. */
const ASKS = "solution";

/** Judges an answer to an exercise; without an answer the verdict is the question, and for "solution" the worked solution. */
export function judge(id: string, answer: unknown): Verdict {
  const exercise: Exercise | undefined = Object.hasOwn(exercises, id) ? exercises[id] : undefined;
  if (!exercise) {
    const family = Object.keys(exercises).filter((name) => name.startsWith(String(id).slice(0, 2)));
    const known = family.length > 0 ? family : Object.keys(exercises);
    return { right: false, message: `There is no exercise "${id}"; there are: ${known.join(", ")}.` };
  }
  const worked = exercise.solution?.() ?? [exercise.because];
  if (answer === ASKS) return { right: false, message: worked.join("\n") };
  return { ...verdictOf(exercise, answer), solution: worked };
}

function verdictOf(exercise: Exercise, answer: unknown): Verdict {
  if (answer === undefined) return { right: false, message: exercise.question };
  try {
    if (exercise.accepts(answer)) return { right: true, message: `Right. ${exercise.because}` };
    return { right: false, message: exercise.hint(answer) };
  } catch {
    return { right: false, message: exercise.hint(undefined) };
  }
}
