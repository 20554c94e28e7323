import { judge } from "../exercises/judge";
import { escapeHtml } from "../html";
import { print } from "./terminal";
import { tslab } from "./tslab";

/**
 * Says whether an answer to an exercise is right, or gives a hint, with the worked solution folded below; never throws.
 * @param id the exercise, such as "02.tanh-interval"; an unknown one is answered with the list of those that exist
 * @param answer a number, a text or an array, as the exercise asks; leave it out to read the question again, or give "solution" to read the worked solution
 */
export function check(id: string, answer?: unknown): void {
  const verdict = judge(id, answer);
  const [mark, colour] = verdict.right
    ? ["✓", "#009E73"]
    : answer === undefined || answer === "solution"
      ? ["…", "#6E6E6E"]
      : ["✗", "#D55E00"];
  const kernel = tslab();
  const text = `${mark} ${verdict.message}`;
  if (kernel) {
    const html = `<div role="status" style="border-left:4px solid ${colour};padding:.3em .8em">${lines(text)}${folded(verdict.solution)}</div>`;
    kernel.write({ "text/html": html, "text/plain": text });
  } else {
    print(text);
  }
}

const lines = (text: string): string => escapeHtml(text).replaceAll("\n", "<br>");

/** A worked solution that opens when asked for. */
const folded = (solution?: readonly string[]): string =>
  solution ? `<details><summary>Worked solution</summary>${lines(solution.join("\n"))}</details>` : "";
