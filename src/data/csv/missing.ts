import { InvalidArgument } from "../../errors";
import type { Table } from "./table";

/** What usually stands for a value that is not there: in UCI's files, R, pandas, SQL, Excel. */
export const MISSING_WORDS: readonly string[] = ["", "?", "NA", "N/A", "#N/A", "#NV", "n/a", "NaN", "nan", "NULL", "null", "None"]; // prettier-ignore

/**
 * The table without the rows that lack a cell in one of these columns.
 * @throws InvalidArgument when none is left
 */
export function complete(
  table: Table,
  columns: readonly number[],
  isMissing: (cell: string) => boolean,
): Table {
  const rows = table.rows.filter(({ cells }) => !columns.some((column) => isMissing(cells[column])));
  if (rows.length > 0) return { ...table, rows };
  const names = columns.map((column) => table.header[column]);
  throw new InvalidArgument("fromCsv source", "must have a row without a missing cell", names);
}

/** @throws InvalidArgument that names the first row and column where a cell is missing, and the option that mends it */
export function requireComplete(
  table: Table,
  columns: readonly number[],
  isMissing: (cell: string) => boolean,
): void {
  for (const { number, cells } of table.rows) {
    const column = columns.find((one) => isMissing(cells[one]));
    if (column === undefined) continue;
    throw new InvalidArgument(
      `fromCsv row ${number}, column "${table.header[column]}"`,
      'must not be missing (missing: "drop" leaves such rows out, "mean", "median" or a number fills features in)',
      cells[column],
    );
  }
}
