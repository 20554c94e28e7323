// tslab 1.0.22 does not find a variable of an earlier cell in the shorthand `{ data }`, because it asks TypeScript for the
// symbol of the property instead of that of the value. So every shorthand is written out before tslab compiles a cell.
// And of what is wrong with a cell it keeps a bare message: here it is thrown whole.
const { checked, ts } = require("./typescript.cjs");
const { createConverter } = require("./converter.cjs");
const { spellOutShorthand } = require("./shorthand.cjs");

/** What tslab puts before a cell. */
const PREFIX = "export {};\n";

/** Thrown in place of running a cell that does not compile: TypeScript's program and what is wrong. */
class Uncompilable extends Error {
  constructor({ program, diagnostics }) {
    super("the cell does not compile");
    Object.assign(this, { program, diagnostics });
  }
}

/** What tslab counts as wrong, whole. Where the text itself is broken, only where it is: the rest follows from it. */
function faults(source, said) {
  const file = ts.createSourceFile("__tslab__.ts", PREFIX + source, ts.ScriptTarget.Latest, true);
  const { program, diagnostics } = checked();
  const [broken] = file.parseDiagnostics;
  if (broken) return { program, diagnostics: [broken] };
  // tslab lets `await` at the top level pass.
  const offsetIn = ({ start, fileName }) => start.offset + (fileName ? 0 : PREFIX.length);
  return {
    program,
    diagnostics: diagnostics.filter((d) => d.file && said.some((s) => offsetIn(s) === d.start)),
  };
}

/** Thrown in place of running a cell that has just been compiled: the next call with it runs it. */
const COMPILED = Symbol("compiled");

/** A compiler of cells. */
function createCompiler(options) {
  const made = createConverter({ isJS: false, ...options });
  let ready;
  const convert = (declarations, source) => {
    if (ready?.source === source) {
      const { converted } = ready;
      ready = undefined;
      return converted;
    }
    const spelled = spellOutShorthand(ts, source);
    const converted = made.convert(declarations, spelled);
    if (converted.diagnostics.length > 0) throw new Uncompilable(faults(spelled, converted.diagnostics));
    ready = { source, converted };
    throw COMPILED;
  };
  return { ...made, convert };
}

module.exports = { COMPILED, createCompiler, PREFIX, Uncompilable };
