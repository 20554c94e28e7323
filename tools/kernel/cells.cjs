// The cells that were run, and where in them a piece of running code was written.
const { PREFIX } = require("./compile.cjs");
const { origins, ts } = require("./typescript.cjs");
const { offsetBeforeSpelling, spellOutShorthand } = require("./shorthand.cjs");

/** Far more than a notebook has; a kernel that lives for an afternoon of Run Alls must not grow. */
const KEPT = 500;
/** Lines of what tslab puts before a cell. */
const PREFIX_LINES = PREFIX.split("\n").length - 1;

const cells = new Map();
const declared = new Map();

/** The place of an offset in a text; both count from 0. */
function placeOf(text, offset) {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length - 1, column: before.at(-1).length };
}

/** Offset of a place in a text, at most its end. */
function offsetOf(text, { line, column }) {
  const lines = text.split("\n");
  const start = lines.slice(0, line).reduce((sum, { length }) => sum + length + 1, 0);
  return Math.min(text.length, start + column);
}

/** A cell of the reader's: its number, as Jupyter shows it (none for code outside the notebook), and its text. */
class Cell {
  constructor(number, source) {
    this.source = source;
    /** Its name in stacks and messages. */
    this.script = number === undefined ? "code outside the notebook" : `cell [${number}]`;
  }

  /** The names that it declares for the cells below, with their lines. */
  get declarations() {
    return declarations(this.source);
  }

  /** Keeps where the code that was emitted last comes from, and what the cell declares. */
  compiled(code) {
    const origin = origins();
    const lastLine = code.split("\n").length - 1; // tslab's call of what it wraps a cell in
    // What takes memory (maps, syntax trees) is made when it is asked for: only cells that fail ask.
    this.originOf = (line, column) => {
      const found = line < lastLine && origin(line, column);
      if (!found || found.line < PREFIX_LINES) return undefined;
      const place = { line: found.line - PREFIX_LINES, column: found.column };
      const offset = offsetOf(spellOutShorthand(ts, this.source), place);
      return placeOf(this.source, offsetBeforeSpelling(ts, this.source)(offset));
    };
    for (const [name, line] of this.declarations) declared.set(name, { cell: this, line });
    cells.set(this.script, this);
    if (cells.size > KEPT) cells.delete(cells.keys().next().value);
  }

  /** Keeps what it would have declared, had it compiled; what another cell has declared stands. */
  refused() {
    for (const [name, line] of this.declarations) {
      if (!declared.has(name)) declared.set(name, { cell: this, line });
    }
  }
}

/** The names that a cell declares, with their lines: of variables, functions and types, and of what it imports. */
function declarations(source) {
  const file = ts.createSourceFile("cell.ts", source, ts.ScriptTarget.Latest);
  const lineOf = (node) => file.getLineAndCharacterOfPosition(node.getStart(file)).line;
  const names = ({ name }) => {
    if (!name) return [];
    return ts.isIdentifier(name) ? [[name.text, lineOf(name)]] : (name.elements ?? []).flatMap(names);
  };
  return file.statements.flatMap((statement) => declarators(statement).flatMap(names));
}

/** The parts of a statement that have the names it declares. */
function declarators(statement) {
  if (ts.isVariableStatement(statement)) return statement.declarationList.declarations;
  if (!ts.isImportDeclaration(statement)) return ts.isDeclarationStatement(statement) ? [statement] : [];
  const { importClause: clause } = statement;
  const bindings = clause?.namedBindings;
  return [clause, bindings, ...(bindings?.elements ?? [])].filter(Boolean);
}

module.exports = {
  Cell,
  cellOfScript: (script) => cells.get(script),
  declarationOf: (name) => declared.get(name),
  placeOf,
  offsetOf,
};
