import type { Comparison, ComparisonRow } from "../../comparison/run-comparison";
import { InvalidArgument, requireFields, requireList } from "../../errors";

/**
 * The rows of what a chart is given as a comparison.
 * @param fields what a row must have
 * @throws InvalidArgument when it is none, or has no row
 */
export function rowsOf(
  chart: string,
  comparison: Comparison,
  fields: Parameters<typeof requireFields>[2],
): readonly ComparisonRow[] {
  requireFields(`${chart} comparison`, comparison, { rows: "list", seeds: "list" }, "compare(…)");
  const rows = Array.from(comparison.rows);
  requireList(`${chart} rows`, rows, fields, "compare(…)", 1);
  return rows;
}

/** Throws where the nets of a row were not measured. */
export function requireReports(chart: string, rows: readonly ComparisonRow[]): void {
  if (rows.some(({ reports }) => reports.length === 0))
    throw new InvalidArgument(`${chart} rows`, "must have a report each", rows.map(({ name }) => name)); // prettier-ignore
}

/** Throws where the nets of a row were not trained. */
export function requireRuns(chart: string, rows: readonly ComparisonRow[]): void {
  if (rows.some(({ runs }) => runs.length === 0))
    throw new InvalidArgument(`${chart} rows`, "must have a run each: give compare(…) a training", rows.map(({ name }) => name)); // prettier-ignore
}
