// Stacks that hold only the reader's own lines: those of Node.js, tslab and the libraries below them help nobody who
// wrote a cell, and V8 would count lines of compiled code. Errors that never passed through a cell keep theirs.
const { cellOfScript } = require("./cells.cjs");

/** Library code below a cell may be deep; V8 keeps 10 frames unless told. */
Error.stackTraceLimit = 100;

const framesOfErrors = new WeakMap();

function readersFrame(site) {
  const cell = cellOfScript(site.getFileName());
  const place = cell?.originOf(site.getLineNumber() - 1, site.getColumnNumber() - 1);
  return place && { cell, ...place, name: site.getFunctionName() };
}

Error.prepareStackTrace = (error, sites) => {
  const frames = sites.map(readersFrame).filter(Boolean);
  framesOfErrors.set(error, frames);
  const lines = frames.map(
    ({ cell, line, name }) => `    at ${name ? `${name}, ` : ""}${cell.script}, line ${line + 1}`,
  );
  return [String(error), ...(lines.length ? lines : sites.map((site) => `    at ${site}`))].join("\n");
};

/** The reader's lines that an error passed through, the innermost first. */
function framesOf(error) {
  if (typeof error !== "object" || error === null) return [];
  void error.stack; // V8 calls the function above when the stack is first read.
  return framesOfErrors.get(error) ?? [];
}

module.exports = { framesOf };
