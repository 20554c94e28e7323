// Whether code is a whole cell, for consoles that ask at Enter. tslab calls code complete that can never become valid.
const { isCompleteCode } = require("tslab/dist/converter.js");
const { ts } = require("./typescript.cjs");

function completeness(code) {
  const { parseDiagnostics } = ts.createSourceFile("cell.ts", code, ts.ScriptTarget.Latest);
  const [first] = parseDiagnostics;
  if (!first) return { status: "complete" };
  // What is only missing at the end may still come; a text in quotes cannot go on in the next line.
  const UNTERMINATED_STRING = 1002;
  if (first.start < code.length || first.code === UNTERMINATED_STRING) return { status: "invalid" };
  const { completed, indent } = isCompleteCode(code);
  return completed ? { status: "complete" } : { status: "incomplete", indent: indent ?? "" };
}

module.exports = { completeness };
