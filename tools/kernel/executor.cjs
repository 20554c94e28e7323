// Runs cells by tslab, and tells what went wrong in them as a report: tslab prints whole stacks to the console that it is
// given, and runs a cell as a script without a name, so that no stack tells one cell from another.
const { format } = require("node:util");
const vm = require("node:vm");
const tslab = require("tslab/dist/executor.js");
const { Cell } = require("./cells.cjs");
const { Uncompilable } = require("./compile.cjs");
const { diagnosticsReport } = require("./diagnostics.cjs");
const { errorReport } = require("./error-report.cjs");

/** The cell that is compiled and begun; its script bears its name in stacks. */
let starting;

const { runInThisContext } = vm;
vm.runInThisContext = (code, options) => {
  if (!starting || !options?.breakOnSigint) return runInThisContext(code, options);
  starting.compiled(code);
  return runInThisContext(code, { ...options, filename: starting.script });
};

const reportOf = (error, cell, values) =>
  error instanceof Uncompilable ? diagnosticsReport(error, cell, values) : errorReport(error, cell, values);

/** tslab's executor for a folder, with `run` in place of `execute`. */
function createExecutor(folder, compilers) {
  let outcome;
  const executor = tslab.createExecutor(folder, compilers, {
    log: (value) => (outcome = { value }),
    // What a cell throws comes alone; what is wrong with a module that a cell defines comes as a format with its values.
    error: (thrown, ...values) =>
      values.length > 0 ? console.error(format(thrown, ...values)) : (outcome = { error: thrown }),
  });
  /**
   * Runs a cell: `{ value }` of a last line that has one, `{ report }` of what went wrong, or `{}`.
   * @param number as Jupyter shows it; undefined for code that is in no cell
   */
  async function run(source, number) {
    const cell = new Cell(number, source);
    outcome = {};
    try {
      starting = cell;
      const done = executor.execute(source); // compiles, and runs up to the first await
      starting = undefined;
      await done;
    } catch (error) {
      outcome = { error };
    } finally {
      starting = undefined;
    }
    return "error" in outcome ? { report: reportOf(outcome.error, cell, executor.locals) } : outcome;
  }
  return { ...executor, run };
}

module.exports = { createExecutor };
