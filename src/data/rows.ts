import { InvalidArgument, requireNumber } from "../errors";

/**
 * An array or typed array as an array that is not empty.
 * @param length how many items it must have, and why: "as there are points"
 */
export function requireList(
  argument: string,
  list: unknown,
  length?: { is: number; because: string },
): unknown[] {
  const isList = Array.isArray(list) || (ArrayBuffer.isView(list) && !(list instanceof DataView));
  if (!isList) throw new InvalidArgument(argument, "must be an array", list);
  const items = Array.from(list as ArrayLike<unknown>);
  if (items.length === 0) throw new InvalidArgument(argument, "must not be empty", items);
  if (length && items.length !== length.is) {
    throw new InvalidArgument(argument, `must have ${length.is} items, ${length.because}`, items);
  }
  return items;
}

/** Names, one for each of `count` things. */
export function requireNames(argument: string, names: unknown, count: number, because: string): string[] {
  const list = requireList(argument, names, { is: count, because });
  if (list.some((name) => typeof name !== "string")) {
    throw new InvalidArgument(argument, "must be strings", list);
  }
  return list as string[];
}

/** Throws unless `value` is true or false. */
export function requireFlag(argument: string, value: unknown): boolean {
  if (typeof value === "boolean") return value;
  throw new InvalidArgument(argument, "must be true or false", value);
}

/** Rows of equally many numbers, one after the other. */
export interface Rows {
  values: Float64Array;
  rows: number;
  /** Numbers per row. */
  length: number;
}

/**
 * Reads rows of numbers and checks that float32 can hold them.
 * @throws InvalidArgument that names the row and the column: "inputs[3][1]"
 */
export function requireRows(argument: string, table: unknown, count?: { is: number; because: string }): Rows {
  const list = requireList(argument, table, count);
  const length = requireList(`${argument}[0]`, list[0]).length;
  const values = new Float64Array(list.length * length);
  list.forEach((row, i) => {
    const items = requireList(`${argument}[${i}]`, row, { is: length, because: "as the first row" });
    items.forEach((x, j) => {
      const place = `${argument}[${i}][${j}]`;
      values[i * length + j] = requireNumber(place, x);
      if (Number.isFinite(Math.fround(values[i * length + j]))) return;
      throw new InvalidArgument(place, "must be within float32's range (±3.4·10³⁸)", x);
    });
  });
  return { values, rows: list.length, length };
}
