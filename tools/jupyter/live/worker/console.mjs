import { formatWithOptions, inspect } from "node-inspect-extracted";

const plain = { colors: false };

/**
 * The console that cells print to, in Node's format.
 * @param write is told the name of the stream, "stdout" or "stderr", and the text
 * @param clear takes back what the cell has put out
 */
export function printingConsole(write, clear) {
  const on =
    (name) =>
    (...values) =>
      write(name, `${formatWithOptions(plain, ...values)}\n`);
  const [out, err] = [on("stdout"), on("stderr")];
  const assert = (holds, ...values) => holds || err(...(values.length > 0 ? ["Assertion failed:", ...values] : ["Assertion failed"])); // prettier-ignore
  const dir = (value, options) => out(inspect(value, { ...plain, ...options }));
  return { ...console, log: out, info: out, debug: out, table: out, dir, warn: err, error: err, trace: err, assert, clear }; // prettier-ignore
}
