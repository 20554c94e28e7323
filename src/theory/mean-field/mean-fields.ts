import { requireList } from "../../errors";
import { meanField, type MeanField } from "./net-mean-field";

/** What is needed of a row of a comparison: its name, and its nets' reports or what else `meanField` takes. */
interface Row {
  /** What the row is called, such as `tanh, depth 20`. */
  readonly name: string;
  /** What its nets were measured to be, the first of which theory is of. */
  readonly reports: readonly Parameters<typeof meanField>[0][];
}

/**
 * What theory says of each row of a comparison, by the row's name: `meanField` of its first net and of the data that it was measured
 * on, for a chart's option `theory`.
 * @param rows of what `compare` gives
 * @throws InvalidArgument when they are not
 */
export function meanFields(rows: readonly Row[]): Record<string, MeanField> {
  requireList("meanFields rows", rows, { name: "string", reports: "list" }, "compare(…).rows");
  return Object.fromEntries(rows.map(({ name, reports: [report] }) => [name, meanField(report)]));
}
