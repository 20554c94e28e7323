import { meanOf, median } from "../../numerics/summary";
import { InvalidArgument } from "../../errors";
import { MOST_CLASSES } from "../labels";
import { type Decimal, numberIn } from "./number";
import type { Row, Table } from "./table";

/** What stands for a missing cell: a number, or the mean or median of the column's others. */
export type Fill = "mean" | "median" | number;

/** How the cells of features become numbers. */
export interface Encoding {
  decimal: Decimal;
  /** The columns whose words become 0/1 columns; true: all without a number. */
  oneHot: boolean | readonly string[];
  /** Absent where no cell is missing. */
  fill?: Fill;
  isMissing(cell: string): boolean;
}

/** A feature: its name, and its number in every row. */
export interface Feature {
  name: string;
  values: number[];
}

/**
 * The features that a column of a table becomes: one of its numbers, or one for each of its words.
 * @throws InvalidArgument that names the row, the column and the options that mend it
 */
export function featuresOf(table: Table, column: number, encoding: Encoding): Feature[] {
  const name = table.header[column];
  const { decimal, oneHot, isMissing } = encoding;
  const words = (): string[] =>
    table.rows.map(({ cells }) => cells[column]).filter((cell) => !isMissing(cell));
  const isNumber = (cell: string): boolean => numberIn(cell, decimal) !== undefined;
  const encoded = typeof oneHot === "boolean" ? oneHot && !words().some(isNumber) : oneHot.includes(name);
  if (encoded) return oneHotOf(table.rows, column, name, words());
  const numbers = table.rows.map((row) =>
    isMissing(row.cells[column]) ? undefined : numberAt(row, column, name, decimal),
  );
  const filled = numbers.includes(undefined) ? fillOf(numbers, name, encoding.fill!) : Number.NaN;
  return [{ name, values: numbers.map((value) => value ?? filled) }];
}

/** A missing cell is 0 in all of them. */
function oneHotOf(rows: readonly Row[], column: number, name: string, words: readonly string[]): Feature[] {
  const distinct = [...new Set(words)].toSorted();
  if (distinct.length === 0 || distinct.length > MOST_CLASSES) {
    const rule = `must have 1 to ${MOST_CLASSES} words to be one-hot (features chooses other columns)`;
    throw new InvalidArgument(`fromCsv column "${name}"`, rule, distinct.length);
  }
  return distinct.map((word) => ({
    name: `${name} = ${word}`,
    values: rows.map(({ cells }) => (cells[column] === word ? 1 : 0)),
  }));
}

function fillOf(numbers: readonly (number | undefined)[], name: string, fill: Fill): number {
  if (typeof fill === "number") return fill;
  const value = fill === "mean" ? meanOf(numbers) : median(numbers);
  if (value !== undefined) return value;
  throw new InvalidArgument(`fromCsv column "${name}"`, `must have a number that ${fill} can be had of`, "");
}

/**
 * The number in a cell.
 * @throws InvalidArgument that names the row, the column and the options that mend it
 */
export function numberAt({ number, cells }: Row, column: number, name: string, decimal: Decimal): number {
  const text = cells[column];
  const value = numberIn(text, decimal);
  if (value !== undefined) return value;
  const other = decimal === "," ? "." : ",";
  const otherwise = numberIn(text, other);
  const mends =
    otherwise === undefined
      ? `features chooses other columns, oneHot: [${JSON.stringify(name)}] makes a 0/1 column of each word, ` +
        `missingWords: [${JSON.stringify(text)}] takes it for missing`
      : `decimal: "${other}" reads it as ${otherwise}`;
  throw new InvalidArgument(
    `fromCsv row ${number}, column "${name}"`,
    `must be a finite number (${mends})`,
    text,
  );
}
