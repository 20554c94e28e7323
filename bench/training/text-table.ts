import type { Spread } from "./rounds";

/** A median with its quartiles. */
export const withQuartiles = ({ median, low, high }: Spread): string =>
  `${digits(median)} (${digits(low)}–${digits(high)})`;

/** Rows of cells as text, in columns: the first one flush left, the others flush right. */
export function textTable(rows: readonly (readonly string[])[]): string {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows
    .map((row) =>
      row.map((text, i) => (i === 0 ? text.padEnd(widths[i]) : text.padStart(widths[i]))).join("  "),
    )
    .join("\n");
}

/** A number with three significant digits. */
export const digits = (value: number): string => String(Number(value.toPrecision(3)));
