import { InvalidArgument, requireChoice, requireKnownKeys, requireNumber } from "../errors";
import { type Encoding, featuresOf, type Fill, numberAt } from "./csv/features";
import { complete, MISSING_WORDS, requireComplete } from "./csv/missing";
import { numberIn } from "./csv/number";
import { readTable, type Table } from "./csv/table";
import type { Dataset } from "./dataset";
import { fromArrays } from "./from-arrays";
import { numbered } from "./labels";
import { requireFlag, requireList, requireNames } from "./rows";

/** What `fromCsv` takes. */
export interface CsvOptions {
  /** The column that holds each row's class, as numbers or words. Give either label or target. */
  label?: string;
  /** The column that holds the number to predict, or several; also 0/1 columns of labels that are independent of each other. */
  target?: string | readonly string[];
  /** The columns of the features; default all others. */
  features?: readonly string[];
  /** The columns' names, for a file whose first row is data already; default the first row. */
  columns?: readonly string[];
  /** What stands between two cells, one character; " " is any run of blanks and tabs; default ",". */
  delimiter?: string;
  /** The decimal sign; default ".". */
  decimal?: "." | ",";
  /**
   * What becomes of missing cells: "drop" leaves their rows out, and "mean", "median" or a number fills features in;
   * default: an error. Rows without an answer are left out by all of them.
   */
  missing?: "drop" | "mean" | "median" | number;
  /** What stands for a missing cell; default empty cells, "?", "NA", "N/A", "NaN", "null", "None" and the like. */
  missingWords?: readonly string[];
  /** Feature columns that become one 0/1 column for each of their words, by name; true: all without a number; default false. */
  oneHot?: boolean | readonly string[];
  /** Whether every feature is shifted and scaled to mean 0 and variance 1; default true. */
  standardize?: boolean;
}

const KEYS = ["label", "target", "features", "columns", "delimiter", "decimal", "missing", "missingWords", "oneHot", "standardize"]; // prettier-ignore
const FILLS = ["drop", "mean", "median"] as const;

/**
 * A data set of the reader's own CSV; rows without any text are left out.
 *
 * Classes are numbered in numerical order where all labels are numbers, in alphabetical order otherwise
 * (`classNames`). Features must be numbers, or true and false (1 and 0); the options say what becomes of other cells. A
 * missing word is 0 in all its 0/1 columns; a mean or median is that of all rows that are kept. Errors count rows as a
 * spreadsheet does, from 1.
 * @param source CSV text of several lines, or the path of a file: UTF-8, UTF-16 or Windows-1252
 * @throws InvalidArgument that names the row, the column, the value and the option that mends it
 */
export function fromCsv(source: string, options: CsvOptions): Dataset {
  requireKnownKeys("fromCsv options", options, KEYS);
  const { label, target } = options;
  const standardize = requireFlag("fromCsv standardize", options.standardize ?? true);
  if ((label === undefined) === (target === undefined)) {
    throw new InvalidArgument("fromCsv options", "must have either label or target, a column's name", options); // prettier-ignore
  }
  const whole = readTable(source, options);
  const answers = Array.isArray(target)
    ? placesOf("target", target, whole.header)
    : [placeOf(label === undefined ? "target" : "label", label ?? target, whole.header)];
  const places = featurePlaces(options.features, whole.header, answers);
  const encoding = encodingOf(
    options,
    places.map((place) => whole.header[place]),
  );
  const table = kept(whole, places, answers, options.missing, encoding);
  const features = places.flatMap((place) => featuresOf(table, place, encoding));
  return fromArrays({
    inputs: table.rows.map((_, i) => features.map(({ values }) => values[i])),
    ...(label === undefined ? targetsOf(table, answers, encoding) : classesOf(table, answers[0])),
    name: "CSV",
    columns: features.map(({ name }) => name),
    standardize,
  });
}

function encodingOf(options: CsvOptions, names: readonly string[]): Encoding {
  const { decimal = ".", missing, missingWords = MISSING_WORDS, oneHot = false } = options;
  if (typeof missing === "number") requireNumber("fromCsv missing", missing);
  else if (missing !== undefined) requireChoice("fromCsv missing", missing, FILLS);
  if (!Array.isArray(missingWords) || missingWords.some((word) => typeof word !== "string"))
    throw new InvalidArgument("fromCsv missingWords", "must be a list of strings", missingWords);
  if (typeof oneHot !== "boolean")
    for (const name of requireList("fromCsv oneHot", oneHot)) requireChoice("fromCsv oneHot", name, names);
  const words = new Set(missingWords);
  return {
    decimal: requireChoice("fromCsv decimal", decimal, [".", ","]),
    oneHot,
    isMissing: (cell) => words.has(cell),
    ...(missing !== undefined && missing !== "drop" && { fill: missing as Fill }),
  };
}

/** The table without the rows that are left out for what is missing in them. */
function kept(
  table: Table,
  features: readonly number[],
  answers: readonly number[],
  missing: CsvOptions["missing"],
  { isMissing }: Encoding,
): Table {
  if (missing === undefined) requireComplete(table, [...features, ...answers], isMissing);
  return complete(table, missing === "drop" ? [...features, ...answers] : answers, isMissing);
}

function classesOf(table: Table, column: number): { labels: Int32Array; classNames: string[] } {
  const words = table.rows.map(({ cells }) => cells[column]);
  return numbered(`fromCsv column "${table.header[column]}"`, words);
}

function targetsOf(
  { header, rows }: Table,
  columns: readonly number[],
  { decimal }: Encoding,
): { targets: number[][] } {
  return {
    targets: rows.map((row) => columns.map((column) => numberAt(row, column, header[column], decimal))),
  };
}

function placeOf(option: string, name: unknown, header: readonly string[]): number {
  const place = header.indexOf(name as string);
  if (place >= 0) return place;
  const isData = header.some((cell) => numberIn(cell, ".") !== undefined);
  const remedy = isData ? " (columns names those of a file whose row 1 is data)" : "";
  throw new InvalidArgument(`fromCsv ${option}`, `is not a column${remedy}`, name, header);
}

function placesOf(option: string, names: readonly string[], header: readonly string[]): number[] {
  const list = requireNames(`fromCsv ${option}`, names, names.length, "");
  const twice = list.find((name, i) => list.indexOf(name) !== i);
  if (twice !== undefined)
    throw new InvalidArgument(`fromCsv ${option}`, "must not name a column twice", twice);
  return list.map((name) => placeOf(option, name, header));
}

function featurePlaces(names: unknown, header: readonly string[], answers: readonly number[]): number[] {
  const others = header.filter((_, i) => !answers.includes(i));
  if (names === undefined && others.length > 0) return others.map((name) => header.indexOf(name));
  const isAnswer = (name: unknown): boolean => answers.some((answer) => header[answer] === name);
  if (!Array.isArray(names) || names.length === 0 || names.some(isAnswer)) {
    const rule = `must be an array of columns other than "${answers.map((i) => header[i]).join('", "')}"`;
    throw new InvalidArgument("fromCsv features", rule, names, header);
  }
  return placesOf("features", names, header);
}
