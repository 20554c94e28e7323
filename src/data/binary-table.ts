import {
  InvalidArgument,
  requireFields,
  requireKnownKeys,
  requireNumber,
  requireNumberList,
} from "../errors";
import { type Dataset, standardize, shownData } from "./dataset";

/** A data set of two classes, with words for what its numbers mean. */
export interface BinaryTable extends Dataset {
  /** What one row is: "flight". */
  row: string;
  /** Name and unit of each feature: "launch temperature (°F)". */
  columns: string[];
  /** What class 1 stands for: "thermal distress". */
  outcome: string;
}

/**
 * A table of one feature and two classes.
 * @param rows pairs of the feature's value and whether the outcome happened (1 or 0)
 */
export function binaryTable(
  words: { name: string; row: string; column: string; outcome: string },
  rows: readonly (readonly [value: number, outcome: number])[],
): BinaryTable {
  const { name, row, column, outcome } = words;
  return shownData({
    name,
    row,
    outcome,
    columns: [column],
    inputs: Float32Array.from(rows, ([value]) => value),
    labels: Int32Array.from(rows, ([, label]) => label),
    points: rows.length,
    features: 1,
    classes: 2,
  });
}

/** The same table with every feature shifted and scaled to mean 0 and variance 1. */
export function standardized(table: BinaryTable): BinaryTable {
  requireTable("standardized table", table);
  const values = Float64Array.from(table.inputs);
  standardize(values, table.features);
  const columns = table.columns.map((column) => `standardized ${column.replace(/ \(.*\)$/, "")}`);
  return shownData({ ...table, columns, inputs: Float32Array.from(values) });
}

/**
 * The same table of one feature measured from another zero in another unit: (x − origin)/unit.
 * @param options.origin the value that becomes 0, in the feature's unit
 * @param options.unit how much of the feature's unit becomes 1, above 0; default 1
 * @throws InvalidArgument when the table has several features or an option is out of its range
 */
export function measuredFrom(table: BinaryTable, options: { origin: number; unit?: number }): BinaryTable {
  requireTable("measuredFrom table", table);
  requireKnownKeys("measuredFrom options", options, ["origin", "unit"]);
  const { origin, unit = 1 } = options;
  requireNumber("measuredFrom origin", origin);
  requireNumber("measuredFrom unit", unit, { above: 0 });
  const [, name, measure] = /^(.*?)(?: \((.*)\))?$/.exec(table.columns[0])!;
  const columns = [
    `${name} above ${origin}${measure ? ` ${measure}` : ""}${unit === 1 ? "" : `, in units of ${unit}`}`,
  ];
  return shownData({ ...table, columns, inputs: onlyFeature(table).map((x) => (x - origin) / unit) });
}

/** The single feature of a table, row by row. */
export function onlyFeature(data: Dataset): Float32Array {
  if (data.features !== 1) throw new InvalidArgument("data features", "must be one here", data.features);
  return data.inputs;
}

/** Throws unless `table` has rows of numbers and names for its columns. */
function requireTable(argument: string, table: BinaryTable): void {
  requireFields(
    argument,
    table,
    { columns: "list", features: "number", points: "number" },
    "oRings() or iris(species)",
  );
  requireNumberList(`${argument} inputs`, table.inputs, { least: 1 });
  const { columns, inputs, points, features } = table;
  const named = columns.length === features && columns.every((column) => typeof column === "string");
  if (!(inputs instanceof Float32Array) || !named || inputs.length !== points * features) {
    throw new InvalidArgument(argument, "must have points × features numbers and a name per column", columns);
  }
}
