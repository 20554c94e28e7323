import { InvalidArgument } from "../errors";

/** Most classes that a column of labels may have; with more, it is likely a number to predict. */
export const MOST_CLASSES = 1000;

/**
 * Numbers the distinct words from 0: in numerical order where all are numbers, in alphabetical order otherwise.
 * @throws InvalidArgument when there are fewer than two distinct words, or more than a label can have
 */
export function numbered(
  argument: string,
  words: readonly string[],
): { labels: Int32Array; classNames: string[] } {
  const distinct = [...new Set(words)];
  if (distinct.length < 2 || distinct.length > MOST_CLASSES) {
    const rule = `must be of 2 to ${MOST_CLASSES} classes (these are of ${distinct.length}); a number to predict is a target`;
    throw new InvalidArgument(argument, rule, words);
  }
  const numeric = distinct.every((word) => word.trim() !== "" && Number.isFinite(Number(word)));
  const classNames = distinct.toSorted(numeric ? (a, b) => Number(a) - Number(b) : undefined);
  const index = new Map(classNames.map((name, label) => [name, label]));
  return { labels: Int32Array.from(words, (word) => index.get(word)!), classNames };
}
