import { exercises } from ".";
import type { Exercise } from "./exercise";

/** What there is to say of an answer. */
export interface Verdict {
  right: boolean;
  /** What the reader is told. */
  message: string;
}

/** Judges an answer to an exercise; without an answer, the verdict is the question. */
export function judge(id: string, answer: unknown): Verdict {
  const exercise: Exercise | undefined = Object.hasOwn(exercises, id) ? exercises[id] : undefined;
  if (!exercise) {
    const family = Object.keys(exercises).filter((name) => name.startsWith(String(id).slice(0, 2)));
    const known = family.length > 0 ? family : Object.keys(exercises);
    return { right: false, message: `There is no exercise "${id}"; there are: ${known.join(", ")}.` };
  }
  if (answer === undefined) return { right: false, message: exercise.question };
  try {
    if (exercise.accepts(answer)) return { right: true, message: `Right. ${exercise.because}` };
    return { right: false, message: exercise.hint(answer) };
  } catch {
    return { right: false, message: exercise.hint(undefined) };
  }
}
