import { exercises } from "../exercises";
import type { Exercise } from "../exercises/exercise";
import { escapeHtml } from "./html";
import { tslab } from "./tslab";

/** What `check` found. */
export interface Verdict {
  right: boolean;
  /** What the reader is told. */
  message: string;
}

/**
 * Says whether an answer to an exercise is right, or gives a hint; never throws.
 * @param id the exercise, such as "02.widest-interval"; an unknown one is answered with the list of those that exist
 * @param answer a number, a text or an array, as the exercise asks; leave it out to read the question again
 */
export function check(id: string, answer?: unknown): Verdict {
  const verdict = judge(id, answer);
  const [mark, colour] = verdict.right
    ? ["✓", "#009E73"]
    : answer === undefined
      ? ["…", "#6E6E6E"]
      : ["✗", "#D55E00"];
  const kernel = tslab();
  const text = `${mark} ${verdict.message}`;
  if (kernel) {
    const html = `<div role="status" style="border-left:4px solid ${colour};padding:.3em .8em">${escapeHtml(text)}</div>`;
    kernel.write({ "text/html": html, "text/plain": text });
  } else {
    process.stdout.write(`${text}\n`);
  }
  return verdict;
}

function judge(id: string, answer: unknown): Verdict {
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
