// The value of a cell's last expression as an output. tslab prints it whole; as Jupyter's `execute_result` it can be told from
// what a cell prints, and may have several forms, which an object gives under a symbol as in other kernels of JavaScript.
// Pages show values so too (tools/jupyter/live/worker), with an `inspect` of their own.

const OUTPUT = Symbol.for("Jupyter.display");
/** A value is there to be glanced at: whoever wants all of it prints it. */
const BRIEF = { depth: 2, maxArrayLength: 12, maxStringLength: 1000, breakLength: 100 };
const LINES = 30;

function inBrief(value, inspect) {
  if (typeof value === "string") return value;
  const lines = inspect(value, BRIEF).split("\n");
  return lines.length <= LINES
    ? lines.join("\n")
    : [...lines.slice(0, LINES), `… ${lines.length - LINES} more lines; console.log shows all`].join("\n");
}

/** MIME types with what they show; `inspect` is that of node:util. */
const bundle = (value, inspect) => ({ "text/plain": inBrief(value, inspect), ...value[OUTPUT]?.() });

module.exports = { bundle };
