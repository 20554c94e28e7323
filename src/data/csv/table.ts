import { dsvFormat } from "d3-dsv";
import { InvalidArgument } from "../../errors";
import { requireNames } from "../rows";
import { fileText } from "./file";

/** A row and where it stands in the file, the first being 1. */
export interface Row {
  number: number;
  cells: string[];
}

/** Rows of equally many cells, each without blanks at its ends. */
export interface Table {
  /** The columns' names. */
  header: readonly string[];
  rows: readonly Row[];
}

/** How a table is written. */
export interface TableOptions {
  columns?: readonly string[];
  delimiter?: string;
}

const DELIMITERS = [",", ";", "\t", "|", " "];

/**
 * Reads CSV; rows without any text are left out.
 * @throws InvalidArgument that names the row
 */
export function readTable(source: string, { columns, delimiter = "," }: TableOptions): Table {
  requireDelimiter(delimiter);
  const written = delimiter === " " ? oneBlank(textOf(source)) : textOf(source);
  const all = dsvFormat(delimiter)
    .parseRows(written)
    .map((cells, i) => ({ number: i + 1, cells: cells.map((cell) => cell.trim()) }));
  const first = all[0]?.cells ?? [];
  const header = columns === undefined ? first : namesOf(columns, first);
  requireHeader(columns === undefined ? "fromCsv row 1" : "fromCsv columns", header, first, delimiter);
  const rows = all
    .slice(columns === undefined ? 1 : 0)
    .filter(({ cells }) => cells.some((cell) => cell !== ""));
  if (rows.length === 0)
    throw new InvalidArgument("fromCsv source", "must have rows below the names", source);
  for (const { number, cells } of rows) {
    if (cells.length !== header.length)
      throw new InvalidArgument(`fromCsv row ${number}`, `must have ${header.length} cells, as row 1`, cells);
  }
  return { header, rows };
}

function requireDelimiter(delimiter: unknown): void {
  if (typeof delimiter === "string" && delimiter.length === 1 && !/["\r\n]/.test(delimiter)) return;
  throw new InvalidArgument(
    "fromCsv delimiter",
    "must be one character, not a quote or line break",
    delimiter,
  );
}

function namesOf(columns: readonly string[], first: readonly string[]): string[] {
  return requireNames("fromCsv columns", columns, first.length, "as row 1 has cells");
}

function requireHeader(
  place: string,
  header: readonly string[],
  first: readonly string[],
  delimiter: string,
): void {
  const twice = header.find((name, i) => header.indexOf(name) !== i);
  if (twice !== undefined) {
    const rule = "must not name a column twice (columns names those of a file whose row 1 is data)";
    throw new InvalidArgument(place, rule, twice);
  }
  if (header.length >= 2) return;
  const other = DELIMITERS.find((sign) => sign !== delimiter && first[0]?.includes(sign));
  const remedy = other === undefined ? "" : ` (delimiter: ${JSON.stringify(other)} finds several)`;
  throw new InvalidArgument(place, `must name two columns or more${remedy}`, header);
}

/** A run of blanks and tabs as one blank, and none at a line's ends; those in quotes stay. */
const oneBlank = (text: string): string =>
  text.replace(
    /("(?:[^"]|"")*")|((?<![^\r\n])[ \t]+|[ \t]+(?![^\r\n]))|[ \t]+/g,
    (_, quoted?: string, atEnd?: string) => quoted ?? (atEnd === undefined ? " " : ""),
  );

function textOf(source: unknown): string {
  const rule = "must be CSV text of several lines, or the path of a file that can be read";
  if (typeof source !== "string") throw new InvalidArgument("fromCsv source", rule, source);
  if (/[\r\n]/.test(source)) return source.replace(/^\uFEFF/, "");
  const text = fileText(source);
  if (text === undefined) throw new InvalidArgument("fromCsv source", rule, source);
  return text;
}
