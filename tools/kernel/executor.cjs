// Runs cells by tslab, and tells what went wrong in them as a report instead of printing stacks: tslab's executor writes to
// the console that it is given, and runs a cell as a script without a name.
const vm = require("node:vm");
const { checked } = require("./compiler.cjs"); // before tslab, whose compiler it replaces
const converter = require("tslab/dist/converter.js");
const executor = require("tslab/dist/executor.js");
const { ts } = require("./compiler.cjs");
const { Cell } = require("./cells.cjs");
const { diagnosticsReport } = require("./diagnostics.cjs");
const { errorReport } = require("./error-report.cjs");
const { spellOutShorthand } = require("./shorthand.cjs");

/** What tslab puts before a cell's source. */
const PREFIX = "export {};\n";

/** The cell that is compiled and begun; its script then bears its name in stacks. */
let starting;

const { runInThisContext } = vm;
vm.runInThisContext = (code, options) => {
  if (!starting || !options?.breakOnSigint) return runInThisContext(code, options);
  starting.compiled(code);
  return runInThisContext(code, { ...options, filename: starting.script });
};

class Uncompilable extends Error {
  constructor(diagnostics) {
    super();
    this.diagnostics = diagnostics;
  }
}

/** What tslab counts as wrong, whole; where the text itself is broken, only where, as the rest follows from it. */
function faults(source, said) {
  const file = ts.createSourceFile("__tslab__.ts", PREFIX + source, ts.ScriptTarget.Latest, true);
  const { program, diagnostics } = checked();
  const [broken] = file.parseDiagnostics;
  if (broken) return { program, diagnostics: [broken] };
  const offsetIn = ({ start, fileName }) => start.offset + (fileName ? 0 : PREFIX.length);
  return {
    program,
    diagnostics: diagnostics.filter((d) => d.file && said.some((s) => offsetIn(s) === d.start)),
  };
}

const { createConverter } = converter;
converter.createConverter = (...options) => {
  const made = createConverter(...options);
  const convert = (declarations, source) => {
    const spelled = spellOutShorthand(ts, source);
    const converted = made.convert(declarations, spelled);
    if (converted.diagnostics.length > 0) throw new Uncompilable(faults(spelled, converted.diagnostics));
    return converted;
  };
  return { ...made, convert };
};

/**
 * tslab's executor for a folder, with `run` besides: it runs the cell numbered `number` and gives `{ value }` of a last
 * line that has one, `{ report }` of what went wrong, or `{}`.
 */
function createExecutor(folder, converters) {
  let outcome;
  const made = executor.createExecutor(folder, converters, {
    log: (value) => (outcome = { value }),
    // A module that does not compile is told of in words; whatever a cell throws comes alone.
    error: (thrown, ...words) =>
      words.length > 0 ? console.error(thrown, ...words) : (outcome = { error: thrown }),
  });
  async function run(source, number) {
    const cell = new Cell(number, source);
    outcome = {};
    starting = cell;
    try {
      // Up to its first await, a cell runs in this call.
      const done = made.execute(source);
      starting = undefined;
      await done;
    } catch (error) {
      outcome = { error };
    }
    if (!("error" in outcome)) return outcome;
    const { error } = outcome;
    return {
      report:
        error instanceof Uncompilable
          ? diagnosticsReport(error.diagnostics, cell, PREFIX.length, made.locals)
          : errorReport(error, cell, made.locals),
    };
  }
  return { ...made, run };
}

module.exports = { createExecutor };
