import { readFileSync } from "node:fs";
import { dsvFormat } from "d3-dsv";
import { InvalidArgument, requireKnownKeys } from "../errors";
import type { Dataset } from "./dataset";
import { fromArrays } from "./from-arrays";
import { numbered } from "./labels";
import { requireFlag } from "./rows";

/** What `fromCsv` takes. */
export interface CsvOptions {
  /** The column that holds each row's class, as numbers or words. Give either label or target. */
  label?: string;
  /** For regression: the column that holds the number to predict. */
  target?: string;
  /** The columns of the features; default all others. */
  features?: readonly string[];
  /** What stands between two cells, one character; default ",". */
  delimiter?: string;
  /** Whether every feature is shifted and scaled to mean 0 and variance 1; default true. */
  standardize?: boolean;
}

const KEYS = ["label", "target", "features", "delimiter", "standardize"];

/**
 * A data set of the reader's own CSV; its first row names the columns, and rows without any text are left out.
 *
 * Classes are numbered in numerical order where all labels are numbers, in alphabetical order otherwise
 * (`classNames`). Features must be numbers in every row. Errors count rows as a spreadsheet does: the header is row 1.
 * @param source CSV text of several lines, or the path of a file
 * @throws InvalidArgument that names the row and the column
 */
export function fromCsv(source: string, options: CsvOptions): Dataset {
  requireKnownKeys("fromCsv options", options, KEYS);
  const { label, target } = options;
  const standardize = requireFlag("fromCsv standardize", options.standardize ?? true);
  if ((label === undefined) === (target === undefined)) {
    throw new InvalidArgument("fromCsv options", "must have either label or target, a column's name", options); // prettier-ignore
  }
  const { header, rows } = read(source, delimiterOf(options));
  const answer = indexOf(label === undefined ? "target" : "label", label ?? target, header);
  const features = featuresOf(options.features, header, answer);
  const inputs = rows.map((row) => features.map((column) => numberAt(row, column, header)));
  const answers =
    label === undefined
      ? { targets: rows.map((row) => numberAt(row, answer, header)) }
      : numbered(
          `fromCsv column "${label}"`,
          rows.map((row) => textAt(row, answer, header)),
        );
  return fromArrays({
    inputs,
    ...answers,
    name: "CSV",
    columns: features.map((i) => header[i]),
    standardize,
  });
}

/** A row and where it stands in the file. */
interface Row {
  number: number;
  cells: string[];
}

function read(source: string, delimiter: string): { header: string[]; rows: Row[] } {
  const [first, ...others] = dsvFormat(delimiter)
    .parseRows(textOf(source).replace(/^\uFEFF/, ""))
    .map((cells, i) => ({ number: i + 1, cells: cells.map((cell) => cell.trim()) }));
  const header = first?.cells ?? [];
  const twice = header.find((name, i) => header.indexOf(name) !== i);
  if (twice !== undefined)
    throw new InvalidArgument("fromCsv row 1", "must not name a column twice", twice, header);
  if (header.length < 2) throw new InvalidArgument("fromCsv row 1", "must name two columns or more", header);
  const rows = others.filter(({ cells }) => cells.some((cell) => cell !== ""));
  if (rows.length === 0)
    throw new InvalidArgument("fromCsv source", "must have rows below the names", source);
  for (const { number, cells } of rows) {
    if (cells.length !== header.length)
      throw new InvalidArgument(`fromCsv row ${number}`, `must have ${header.length} cells, as row 1`, cells);
  }
  return { header, rows };
}

function textOf(source: unknown): string {
  const rule = "must be CSV text of several lines, or the path of a file that can be read";
  if (typeof source !== "string") throw new InvalidArgument("fromCsv source", rule, source);
  if (/[\r\n]/.test(source)) return source;
  try {
    return readFileSync(source, "utf8");
  } catch {
    throw new InvalidArgument("fromCsv source", rule, source);
  }
}

function delimiterOf({ delimiter = "," }: CsvOptions): string {
  if (typeof delimiter === "string" && delimiter.length === 1 && !/["\r\n]/.test(delimiter)) return delimiter;
  throw new InvalidArgument(
    "fromCsv delimiter",
    "must be one character, not a quote or line break",
    delimiter,
  );
}

function indexOf(option: string, name: unknown, header: readonly string[]): number {
  const index = header.indexOf(name as string);
  if (index < 0) throw new InvalidArgument(`fromCsv ${option}`, "is not a column", name, header);
  return index;
}

function featuresOf(names: unknown, header: readonly string[], answer: number): number[] {
  if (names === undefined) return [...header.keys()].filter((i) => i !== answer);
  if (!Array.isArray(names) || names.length === 0 || names.includes(header[answer])) {
    const rule = `must be an array of columns other than "${header[answer]}"`;
    throw new InvalidArgument("fromCsv features", rule, names, header);
  }
  return names.map((name) => indexOf("features", name, header));
}

function textAt({ number, cells }: Row, column: number, header: readonly string[]): string {
  if (cells[column] !== "") return cells[column];
  throw new InvalidArgument(`fromCsv row ${number}, column "${header[column]}"`, "must not be empty", "");
}

function numberAt(row: Row, column: number, header: readonly string[]): number {
  const text = textAt(row, column, header);
  const value = Number(text);
  if (Number.isFinite(Math.fround(value))) return value;
  const place = `fromCsv row ${row.number}, column "${header[column]}"`;
  throw new InvalidArgument(place, "must be a finite number (features chooses other columns)", text);
}
