// Whether code is a whole cell, for consoles that ask at Enter. tslab calls code complete that can never become valid, and
// a template that is still open.
const { isCompleteCode } = require("./converter.cjs");
const { ts } = require("./typescript.cjs");

const UNTERMINATED_STRING = 1002;
const ENDS_IN_BLANK_LINE = /\n\s*\n\s*$/;

function completeness(code) {
  const { parseDiagnostics } = ts.createSourceFile("cell.ts", code, ts.ScriptTarget.Latest);
  const [first] = parseDiagnostics;
  // After a blank line the reader wants to see what is wrong.
  if (!first || ENDS_IN_BLANK_LINE.test(code)) return { status: "complete" };
  // What is missing at the end may still come, but a text in quotes cannot go on in the next line.
  if (first.start < code.length || first.code === UNTERMINATED_STRING) return { status: "invalid" };
  return { status: "incomplete", indent: isCompleteCode(code).indent ?? "" };
}

module.exports = { completeness };
