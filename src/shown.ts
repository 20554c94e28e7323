/** Where Node.js looks for an object's own text: in its REPL, in console.log and below a notebook's cell. */
const TEXT = Symbol.for("nodejs.util.inspect.custom");
/** Where JavaScript's Jupyter kernels look for what an object shows: output by MIME type. */
const OUTPUT = Symbol.for("Jupyter.display");

/**
 * Gives a result a short text of its own, in place of all its numbers, wherever it is printed whole or made a string.
 * It is not enumerable: copies, comparisons and JSON do not see it.
 * @param text what to say, when it is asked for
 * @param output what a notebook shows instead, by MIME type
 */
export function shown<T extends object>(
  value: T,
  text: (value: T) => string,
  output?: (value: T) => Record<string, unknown>,
): T {
  for (const name of [TEXT, "toString"]) Object.defineProperty(value, name, { value: () => text(value) });
  if (output) Object.defineProperty(value, OUTPUT, { value: () => output(value) });
  return value;
}

/** A text on a result: what it is, a sentence, and what can be asked of it, by default all its fields. */
export const inShort = (
  kind: string,
  sentence: string,
  value: object,
  fields: readonly string[] = Object.keys(value),
): string => `${kind}: ${sentence}\nIt has: ${fields.join(", ")}`;

/** Some significant digits, four unless told otherwise. */
export const digits = (x: number, count = 4): string => String(Number(x.toPrecision(count)));

/** "1 layer", "2 layers". */
export const counted = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? "" : "s"}`;

/** Rows as lines of text, with the columns' names above; rows that only count on in their first column are drawn together. */
export function textTable(rows: readonly Record<string, number | string>[]): string {
  const names = Object.keys(rows[0] ?? {});
  const lines: string[][] = [];
  const first: string[] = [];
  let before = "";
  for (const row of rows) {
    const [count, ...rest] = names.map((name) => cellText(row[name]));
    const same = JSON.stringify(rest);
    if (same !== before || typeof row[names[0]] !== "number") {
      first.push(count);
      lines.push([count, ...rest]);
    } else lines.at(-1)![0] = `${first.at(-1)} to ${count}`;
    before = same;
  }
  const all = [names, ...lines];
  const widths = names.map((_, j) => Math.max(...all.map((line) => line[j].length)));
  return all
    .map((line) =>
      line
        .map((text, j) => text.padEnd(widths[j]))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

const cellText = (value: number | string): string => (typeof value === "number" ? digits(value) : value);
