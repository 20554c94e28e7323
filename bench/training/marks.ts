import type { WholeReply } from "./protocol";

/** Steps that a whole run takes however long they take. */
const FEWEST = 20;

/** Whether a whole run goes on after the steps that were stamped. */
export const goesOn = (stamps: readonly number[], most: number): boolean =>
  stamps.length < FEWEST || stamps.at(-1)! < most;

/** When each mark was reached, or would have been, at the pace of the second half of the stamped steps. */
export function atMarks(stamps: readonly number[], marks: readonly number[]): WholeReply {
  const taken = stamps.length;
  const half = Math.max(1, Math.floor(taken / 2));
  const pace = (stamps[taken - 1] - stamps[half - 1]) / Math.max(1, taken - half);
  const seconds = marks.map((mark) => (mark <= taken ? stamps[mark - 1] : stamps[taken - 1] + (mark - taken) * pace)); // prettier-ignore
  return { seconds, taken };
}
