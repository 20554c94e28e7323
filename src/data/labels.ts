import { InvalidArgument, isList, requireNumber } from "../errors";
import type { Dataset } from "./dataset";
import { requireList, requireNames, requireRows } from "./rows";

/** More classes than this are a mistake: labels that number the rows, or a number to predict. */
export const MOST_CLASSES = 1000;

/** The class of every point. */
export type Classes = Pick<Dataset, "labels" | "classes" | "classNames">;

/** Classes as they may be given: numbers from 0, −1 and 1, words, booleans, or rows with a single 1. */
export type LabelsInput =
  | ArrayLike<number>
  | readonly string[]
  | readonly boolean[]
  | readonly ArrayLike<number>[];

const EACH_POINT = "as there are points";

/**
 * Reads one class per point in any usual form.
 * @param names of the classes, in their order; words are their own names
 * @throws InvalidArgument that names the place and the remedy
 */
export function requireClasses(argument: string, labels: unknown, points: number, names?: unknown): Classes {
  const list = requireList(argument, labels, { is: points, because: EACH_POINT });
  if (list.every((label) => typeof label === "string")) {
    const { labels: numbers, classNames } = numbered(argument, list);
    return { labels: numbers, classes: classNames.length, classNames };
  }
  if (list.every((label) => typeof label === "boolean"))
    return ofTwo(list.map(Number), names ?? ["false", "true"]);
  if (list.includes(-1) && list.every((label) => label === -1 || label === 1))
    return ofTwo(list.map((label) => Number(label === 1)), names ?? ["-1", "1"]); // prettier-ignore
  return isList(list[0]) ? ofRows(argument, list, names) : ofNumbers(argument, list, names);
}

const ofTwo = (numbers: number[], names: unknown): Classes => ({
  labels: Int32Array.from(numbers),
  classes: 2,
  classNames: namesOf(names, 2),
});

const namesOf = (names: unknown, classes: number): string[] =>
  requireNames("fromArrays classNames", names, classes, "one per class");

function ofNumbers(argument: string, list: readonly unknown[], names: unknown): Classes {
  const given = names === undefined ? undefined : requireList("fromArrays classNames", names);
  const max = (given?.length ?? MOST_CLASSES) - 1;
  const labels = Int32Array.from(list, (label, i) =>
    requireNumber(`${argument}[${i}]`, label, { min: 0, max, whole: true }),
  );
  const classes = Math.max(2, given?.length ?? 1 + labels.reduce((a, b) => Math.max(a, b)));
  return { labels, classes, ...(given && { classNames: namesOf(names, classes) }) };
}

function ofRows(argument: string, list: readonly unknown[], names: unknown): Classes {
  const { values, length: classes } = requireRows(argument, list);
  const labels = Int32Array.from(list, (given, i) => {
    const row = values.subarray(i * classes, (i + 1) * classes);
    const label = row.indexOf(1);
    if (label >= 0 && row.every((value, j) => value === (j === label ? 1 : 0))) return label;
    const rule = "must be one 1 among zeros (soft labels, and several at once, are targets)";
    throw new InvalidArgument(`${argument}[${i}]`, rule, given);
  });
  if (classes < 2 || classes > MOST_CLASSES)
    throw new InvalidArgument(
      argument,
      `must have a column for each of 2 to ${MOST_CLASSES} classes`,
      classes,
    );
  return { labels, classes, ...(names !== undefined && { classNames: namesOf(names, classes) }) };
}

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
