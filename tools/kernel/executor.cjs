// Runs cells by tslab, and tells what went wrong in them as a report: tslab prints whole stacks to the console that it is
// given, and runs a cell as a script without a name, so that no stack tells one cell from another.
const { format } = require("node:util");
const { setImmediate } = require("node:timers/promises");
const vm = require("node:vm");
const tslab = require("tslab/dist/executor.js");
const { Cell } = require("./cells.cjs");
const { COMPILED, Uncompilable } = require("./compile.cjs");
const { diagnosticsReport } = require("./diagnostics.cjs");
const { errorReport, INTERRUPTED, INTERRUPT_CODE } = require("./error-report.cjs");
const { breakable } = require("./interrupts.cjs");
const { keepCompiled } = require("./typescript.cjs");

/** After a first cell, what cells need of TypeScript is compiled; it is kept when the kernel has a moment. */
const IDLE_MS = 1000;
let keeping;

/** The cell that is compiled and begun; its script bears its name in stacks. */
let starting;
/** Whether an interrupt came since the cell was taken up. */
let interrupted = false;

const { runInThisContext } = vm;
vm.runInThisContext = (code, options) => {
  if (!starting || !options?.breakOnSigint) return runInThisContext(code, options);
  if (interrupted) throw Object.assign(new Error(INTERRUPTED), { code: INTERRUPT_CODE });
  starting.compiled(code);
  const { script: filename } = starting;
  return breakable(() => runInThisContext(code, { ...options, filename }));
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
  /** Compiles a cell, and hears an interrupt that came meanwhile; false where that is all that there is to do. */
  async function compiled(source) {
    try {
      await executor.execute(source);
      return false;
    } catch (error) {
      if (error !== COMPILED) throw error;
    }
    // Signals are heard between the two.
    await setImmediate();
    await setImmediate();
    return true;
  }
  /**
   * Runs a cell: `{ value }` of a last line that has one, `{ report }` of what went wrong, or `{}`.
   * @param number as Jupyter shows it; undefined for code that is in no cell
   */
  async function run(source, number) {
    const cell = new Cell(number, source);
    outcome = {};
    interrupted = false;
    try {
      if (!(await compiled(source))) return {};
      starting = cell;
      const done = executor.execute(source); // runs up to the first await
      starting = undefined;
      await done;
    } catch (error) {
      if (error instanceof Uncompilable) cell.refused();
      outcome = { error };
    } finally {
      starting = undefined;
      // tslab lets every cell that awaits race against one promise, which holds on to all of them until it is rejected.
      executor.interrupt();
      keeping ??= setTimeout(keepCompiled, IDLE_MS).unref();
    }
    return "error" in outcome ? { report: reportOf(outcome.error, cell, executor.locals) } : outcome;
  }
  function interrupt() {
    interrupted = true;
    executor.interrupt();
  }
  return { ...executor, run, interrupt };
}

module.exports = { createExecutor };
