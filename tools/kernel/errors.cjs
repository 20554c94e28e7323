// What a reader sees of a cell that failed, as the contents of Jupyter's `error` message.
const { inspect } = require("node:util");

/** A thrown value. */
function describe(error) {
  const isError = error instanceof Error;
  return {
    ename: isError ? error.name : "Error",
    evalue: isError ? error.message : String(error),
    traceback: inspect(error).split("\n"),
  };
}

/** TypeScript's complaints: `{ file, line, character, message }`, the file "" for the cell itself. */
function describeDiagnostics(diagnostics) {
  const traceback = diagnostics.map(
    ({ file, line, character, message }) => `${file}${line}:${character} - ${message}`,
  );
  return { ename: "TypeScript", evalue: diagnostics[0].message, traceback };
}

module.exports = { describe, describeDiagnostics };
